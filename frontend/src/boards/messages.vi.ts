/** Words of the public rankings. */
export const vi = {
  title: 'Bảng xếp hạng',
  lead: 'Nơi nào có nhiều bà con cùng học.',
  wardLead: 'Xếp hạng các thôn, buôn, tổ dân phố ở đây.',
  back: 'Bảng xếp hạng toàn tỉnh',
  scope: {
    label: 'Xếp hạng nơi nào',
    wards: 'Xã, phường',
    villages: 'Thôn, buôn, tổ dân phố',
  },
  measure: {
    label: 'Xếp hạng theo',
    rate: 'Tỷ lệ tham gia',
    points: 'Điểm',
  },
  search: {
    label: 'Tìm xã, phường',
    hint: 'Tên mới, tên cũ, không dấu đều được.',
    found: (n: string) => `Tìm thấy ${n} nơi`,
    none: 'Không có xã, phường nào tên như vậy. Thử gõ ngắn hơn.',
    former: (name: string) => `trước đây là ${name}`,
  },
  mine: {
    find: 'Tìm nơi mình ở',
    findCharge: 'Tìm nơi phụ trách',
    home: 'Nơi mình ở',
    charge: 'Nơi phụ trách',
    found: 'Nơi vừa tìm',
    absent: 'Nơi này chưa có trên bảng',
    absentText: 'Nơi chưa có danh sách người trưởng thành được duyệt thì chưa xếp hạng theo tỷ lệ.',
    whole: 'Xem cả bảng',
    top: 'Về đầu bảng',
  },
  row: {
    rank: 'Hạng',
    tie: 'đồng hạng',
    unranked: 'Chưa xếp hạng',
    of: (done: string, roll: string) => `${done} trên ${roll} người`,
    done: (done: string) => `${done} người đã đạt ít nhất một bài`,
    none: 'Chưa có người đạt bài nào',
  },
  asOf: (time: string) => `Số liệu lúc ${time}`,
  asOfDay: (time: string, day: string) => `Số liệu lúc ${time} ngày ${day}`,
  total: (n: string) => `${n} nơi`,
  stale: {
    title: 'Đây là bảng gần nhất',
    text: 'Bảng mới đang được lập lại. Kết quả học của bà con vẫn được ghi đủ.',
  },
  late: 'Chưa lấy được số liệu mới. Bảng sẽ tự cập nhật khi có mạng.',
  busy: {
    title: 'Bảng xếp hạng đang được lập lại',
    text: 'Kết quả học của bà con vẫn được ghi đủ. Trang này tự hiện bảng khi có lại, thường chỉ vài phút.',
  },
  nobody: {
    title: 'Chưa ai bắt đầu',
    text: 'Khi có người đạt bài học đầu tiên, tên xã, phường, thôn, buôn sẽ hiện ở đây.',
    start: 'Bắt đầu học',
  },
  empty: {
    title: 'Chưa có nơi nào để xếp hạng',
    text: 'Thôn, buôn, tổ dân phố được xếp hạng sau khi xã, phường duyệt danh sách người trưởng thành.',
    points: 'Xem theo điểm',
  },
  how: {
    title: 'Xếp hạng như thế nào?',
    rate: 'Tỷ lệ tham gia là số người đã đạt ít nhất một bài, chia cho số người trưởng thành trong danh sách được duyệt.',
    points: 'Điểm là tổng số câu trả lời đúng trong lần làm tốt nhất của mỗi bài.',
    ties: 'Bằng nhau thì đồng hạng, và ở đây chỉ có số của cả nơi, không có tên người học.',
  },
}

export type Boards = typeof vi
