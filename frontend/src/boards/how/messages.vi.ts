/** Words of the page on how places are ranked. */
export const vi = {
  this: 'Đợt này',
  example: 'Bảng ví dụ',
  name: 'Tên đợt',
  days: 'Thời gian',
  span: (first: string, last: string) => `${first} đến hết ${last}`,
  pass: 'Mức đạt',
  ownPass: 'theo từng bài học',
  share: (n: string) => `đúng từ ${n} % số câu`,
  bands: 'Cỡ thôn, buôn',
  roll: 'Danh sách để được xếp hạng',
  learners: 'Người học để được xếp hạng',
  atLeast: (n: string) => `từ ${n} người`,
  grace: 'Chờ bài gửi muộn',
  hours: (n: string) => `${n} giờ sau ngày cuối`,
  review: 'Xem xét trước khi chốt',
  reviewDays: (n: string) => `${n} ngày`,
}

export type How = typeof vi
