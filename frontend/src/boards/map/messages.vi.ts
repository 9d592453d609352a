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
  measure: {
    rate: { lead: (n: string) => `Tỷ lệ tham gia ở ${n} xã, phường.`, legend: 'tỷ lệ tham gia', done: 'Đã tham gia' },
    completed: {
      lead: (n: string) => `Tỷ lệ hoàn thành ở ${n} xã, phường.`,
      legend: 'tỷ lệ hoàn thành',
      done: 'Đã hoàn thành',
    },
    gain: { lead: (n: string) => `Mức tăng 7 ngày ở ${n} xã, phường.`, legend: 'mức tăng 7 ngày', done: 'Người mới' },
  },
  table_below: 'Số liệu đầy đủ ở bảng bên dưới.',
  none: 'Đợt này không có bản đồ',
  noneText: 'Bản đồ vẽ tỷ lệ, mà đợt này chỉ xếp hạng theo điểm.',
  back: 'Bảng xếp hạng',
  map: 'Bản đồ các xã, phường',
  keys: 'Phím mũi tên để đi, phím cách để chọn, Enter để mở bảng xếp hạng của nơi ấy.',
  reasons,
  option: (name: string, rate: string, rank: string, step: string) => `${name}, ${rate}, hạng ${rank}, mức màu ${step}`,
  optionApart: (name: string, why: string) => `${name}, chưa xếp hạng: ${why}`,
  choose: 'Chạm vào một vòng tròn để xem.',
  rank: (rank: string) => `Hạng ${rank}`,
  unranked: 'Chưa xếp hạng',
  people: (done: string, roll: string) => `${done} trên ${roll} người`,
  open: 'Xem bảng xếp hạng của nơi này',
  legend: {
    title: 'Chú giải',
    shows: (what: string) => `Màu và số: ${what}`,
    range: (from: string, to: string) => `${from} đến dưới ${to} %`,
    last: (from: string) => `từ ${from} % trở lên`,
    hollow: 'chưa xếp hạng',
    area: 'Vòng tròn càng lớn, nơi ấy càng đông người trưởng thành.',
  },
  table: {
    caption: 'Các xã, phường',
    rank: 'Hạng',
    name: 'Xã, phường',
    rate: 'Tỷ lệ',
    roll: 'Người trưởng thành',
    sortBy: 'Xếp theo',
    turn: 'Đảo ngược thứ tự',
    order: {
      name: ['từ A đến Y', 'từ Y về A'],
      rank: ['từ hạng 1 trở xuống', 'từ hạng cuối trở lên'],
      figure: ['tăng dần', 'giảm dần'],
    },
    sortedBy: (label: string, order: string) => `Xếp theo ${label.toLowerCase()}, ${order}`,
  },
  empty: 'Chưa có xã, phường nào',
  emptyText: 'Bản đồ hiện ra khi danh sách xã, phường được nhập.',
  late: 'Chưa lấy được số liệu mới. Bản đồ sẽ tự cập nhật khi có mạng.',
}

export type MapWords = typeof vi
