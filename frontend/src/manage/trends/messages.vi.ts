/** Words of how many took part in each village, day by day. */
export const vi = {
  title: 'Diễn biến từng thôn, buôn',
  lead: 'Đến cuối mỗi ngày (hôm nay: đến lúc này) đã có bao nhiêu người tham gia, theo nơi ở khi đó và theo nơi ở hôm nay.',
  back: 'Tình hình học',
  campaign: 'Chiến dịch nào?',
  village: 'Thôn, buôn nào?',
  gone: (name: string) => `${name} (không còn)`,
  notBegun: 'Chiến dịch này chưa bắt đầu',
  notBegunText: 'Từ ngày đầu tiên trở đi, số của từng ngày hiện ở đây.',
  noVillages: 'Chưa có thôn, buôn nào',
  noVillagesText: 'Thêm thôn, buôn trước, rồi mở lại trang này.',
  asWas: 'Theo nơi ở khi đó',
  asIs: 'Theo nơi ở hôm nay',
  lines: 'Nét liền: theo nơi ở khi đó. Nét đứt: theo nơi ở hôm nay.',
  same: 'Hai cách tính cho số như nhau.',
  chart: (name: string) => `Số người tham gia ở ${name}`,
  days: 'Xem số từng ngày',
  day: 'Ngày',
  all: (day: string) => `Các thôn, buôn tính đến ngày ${day}`,
  place: 'Thôn, buôn, tổ dân phố',
  sum: 'Cả xã, phường',
}

export type TrendWords = typeof vi
