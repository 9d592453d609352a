/** Words of the card that says where one's own village stands. */
export const vi = {
  rank: (rank: string, total: string) => `Hạng ${rank} trên ${total}`,
  all: 'thôn, buôn, tổ dân phố toàn tỉnh',
  band: (name: string) => `trong nhóm thôn cỡ ${name}`,
  sizes: ['nhỏ', 'vừa', 'lớn'],
  missing: (n: string, rank: string) => `Còn ${n} người nữa để lên hạng ${rank}`,
  missingNext: (n: string) => `Còn ${n} người nữa để lên hạng trên`,
  first: 'Đang đứng đầu',
  of: (done: string, roll: string) => `${done} trên ${roll} người đã đạt ít nhất một bài`,
  top: 'Ba nơi đứng đầu',
  around: 'Quanh thôn, buôn mình',
  place: 'Hạng',
  mine: 'Nơi mình',
  up: (n: string) => `lên ${n} bậc`,
  down: (n: string) => `xuống ${n} bậc`,
  board: 'Xem cả bảng xếp hạng',
  apart: 'Thôn, buôn mình chưa xếp hạng',
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
