/** Words of the card that says where one's own village stands. */
export const vi = {
  rank: (rank: string, total: string) => `Hạng ${rank} trên ${total}`,
  all: 'thôn, buôn, tổ dân phố toàn tỉnh',
  band: (name: string) => `trong các thôn, buôn cỡ ${name}`,
  bandOther: (range: string) => `trong các thôn, buôn ${range}`,
  sizes: ['nhỏ', 'vừa', 'lớn'],
  missing: (n: string, rank: string) => `Còn ${n} người nữa là lên hạng ${rank}`,
  missingNext: (n: string) => `Thêm ${n} người nữa là lên hạng trên`,
  first: 'Đang dẫn đầu',
  of: (done: string, roll: string) => `${done} trên ${roll} người đã đạt ít nhất một bài`,
  top: 'Ba nơi dẫn đầu',
  around: 'Ngay trên và ngay dưới nơi mình',
  place: 'Hạng',
  mine: 'Nơi mình',
  up: (n: string) => `lên ${n} bậc`,
  down: (n: string) => `xuống ${n} bậc`,
  board: 'Xem cả bảng xếp hạng',
  apart: 'Nơi mình chưa được xếp hạng',
  reason: {
    no_roll: 'Xã, phường chưa duyệt danh sách người trưởng thành.',
    excluded: 'Cán bộ đã xem và quyết định không xếp hạng.',
    review: 'Số liệu đang được xem lại.',
    small_roll: 'Danh sách quá ít người để so với nơi khác.',
    few_learners: 'Thêm vài người học nữa là có hạng.',
  } as Record<string, string>,
  other: 'Hạng sẽ hiện ở đây khi đủ điều kiện.',
}

export type Mine = typeof vi
