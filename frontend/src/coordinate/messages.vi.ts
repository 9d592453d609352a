/** Words of a village's page. */
export const vi = {
  own: 'Thôn, buôn tôi phụ trách',
  ownText: 'Chọn nơi muốn xem.',
  noOwn: 'Chưa được giao thôn, buôn nào',
  noOwnText: 'Hãy hỏi cán bộ xã, phường.',
  loading: 'Tình hình học trong thôn, buôn, tổ dân phố',
  lead: (ward: string) => `Tình hình học, ${ward}`,
  back: 'Xã, phường',
  board: 'Xem bảng xếp hạng',
  residents: 'Bà con trong danh sách',
  filter: 'Lọc theo tình hình học',
  filterNote: 'Mỗi người chỉ ở một nhóm. Người đang gặp khó có thể đã đạt bài khác.',
  all: 'Tất cả',
  status: {
    not_started: 'Chưa bắt đầu',
    stuck: 'Đang gặp khó',
    learning: 'Đang học',
    participating: 'Đã đạt ít nhất một bài',
    completed: 'Hoàn thành',
  },
  passed: (n: string, all: string) => `Đã đạt ${n} trên ${all} bài`,
  passedNone: 'Chưa đạt bài nào',
  stuck: 'Đang vướng ở:',
  last: {
    never: 'Chưa làm bài nào',
    today: 'Học lần cuối hôm nay',
    yesterday: 'Học lần cuối hôm qua',
    days: (n: string) => `Học lần cuối ${n} ngày trước`,
    day: (day: string) => `Học lần cuối ngày ${day}`,
  },
  unlisted: (n: string) => `Còn ${n} người nữa được đếm nhưng không nêu tên, vì họ chưa đồng ý hiện trong danh sách.`,
  unlistedNote: 'Người chưa đồng ý hiện trong danh sách vẫn được đếm nhưng không nêu tên.',
  countsOnly: 'Quản lý chiến dịch chỉ xem số đếm. Tên người học chỉ tổ công nghệ số và cán bộ xã, phường thấy.',
  empty: {
    title: 'Chưa có ai đăng ký',
    text: 'Đến nhà hoặc hẹn bà con ở nhà văn hóa, mở trang này trên điện thoại của họ rồi bấm “Bắt đầu học”.',
  },
  none: {
    not_started: 'Ai trong danh sách cũng đã làm bài.',
    stuck: 'Không có ai trong danh sách đang gặp khó.',
    learning: 'Không có ai trong danh sách đang ở bước này.',
    participating: 'Chưa có ai trong danh sách ở bước này.',
    completed: 'Chưa có ai trong danh sách hoàn thành tất cả.',
    all: 'Chưa có ai đồng ý hiện trong danh sách.',
  },
}

export type Coordinate = typeof vi
