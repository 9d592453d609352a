/** Why a place is not ranked; one that is missing here is only said to be not ranked. */
const reasons: Record<string, string> = {
  no_roll: 'chưa có danh sách được duyệt',
  excluded: 'không xếp hạng đợt này',
  review: 'đang xem xét',
  small_roll: 'danh sách ít người',
  few_learners: 'còn ít người học',
}

/** Words of the map. */
export const vi = {
  title: 'Bản đồ học tập',
  lead: 'Tỷ lệ tham gia ở 102 xã, phường.',
  back: 'Bảng xếp hạng',
  map: 'Bản đồ các xã, phường. Phím mũi tên để đi, Enter để mở bảng của nơi đang chọn.',
  reasons,
  option: (name: string, rate: string, rank: string, step: string) => `${name}, ${rate}, hạng ${rank}, bậc màu ${step}`,
  optionApart: (name: string, why: string) => `${name}, chưa xếp hạng: ${why}`,
  choose: 'Chạm vào một vòng tròn để xem.',
  rank: (rank: string) => `Hạng ${rank}`,
  unranked: 'Chưa xếp hạng',
  people: (done: string, roll: string) => `${done} trên ${roll} người`,
  open: 'Xem bảng ở đây',
  legend: {
    title: 'Chú giải',
    rate: 'Màu và số: tỷ lệ tham gia',
    range: (from: string, to: string) => `${from} đến dưới ${to} %`,
    last: (from: string) => `từ ${from} % trở lên`,
    hollow: 'chưa xếp hạng',
    area: 'Vòng càng lớn thì nơi ấy càng đông người trưởng thành.',
  },
  table: {
    caption: 'Các xã, phường',
    rank: 'Hạng',
    name: 'Xã, phường',
    rate: 'Tỷ lệ',
    done: 'Đã đạt bài',
    roll: 'Người trưởng thành',
    sortBy: 'Xếp theo',
    turn: 'Đảo thứ tự',
    sortedBy: (label: string, down: boolean) => `Xếp theo ${label.toLowerCase()}, ${down ? 'cao trước' : 'thấp trước'}`,
  },
  empty: 'Chưa có xã, phường nào',
  emptyText: 'Bản đồ hiện ra khi danh sách xã, phường được nhập.',
  late: 'Chưa lấy được số liệu mới. Bản đồ sẽ tự cập nhật khi có mạng.',
}

export type MapWords = typeof vi
