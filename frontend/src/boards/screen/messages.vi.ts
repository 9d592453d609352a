import type { Stage } from '../../api/campaigns'

/** How final a board is, in few words. */
const stage: Record<Stage, string> = {
  ahead: 'Sắp bắt đầu',
  provisional: 'Tạm tính',
  grace: 'Đang chờ bài gửi muộn',
  review: 'Đang xem xét',
  due: 'Chờ chốt',
  frozen: 'Đã chốt',
}

/** Words of the big screen, read from the other end of a hall. */
export const vi = {
  title: 'Bảng xếp hạng',
  of: { wards: 'Các xã, phường', villages: 'Các thôn, buôn, tổ dân phố' },
  measure: { rate: 'Tỷ lệ tham gia', completed: 'Tỷ lệ hoàn thành', points: 'Điểm', gain: 'Mức tăng 7 ngày' },
  stage,
  sample: 'Dữ liệu mẫu',
  asOf: (time: string) => `Số liệu lúc ${time}`,
  asOfDay: (time: string, day: string) => `Số liệu lúc ${time} ngày ${day}`,
  offline: 'Mất mạng, đang kết nối lại',
  stale: 'Bảng đang được lập lại',
  rank: 'Hạng',
  people: (done: string, roll: string) => `${done}/${roll} người`,
  up: (n: string) => `lên ${n} bậc so với hôm qua`,
  down: (n: string) => `xuống ${n} bậc so với hôm qua`,
  page: (page: string, pages: string) => `Trang ${page} / ${pages}`,
  places: (n: string) => `${n} nơi được xếp hạng`,
  paused: 'Đang dừng',
  controls: 'Điều khiển',
  previous: 'Trang trước',
  next: 'Trang sau',
  pause: 'Dừng tự lật trang',
  go: 'Tiếp tục tự lật trang',
  full: 'Toàn màn hình',
  leave: 'Thoát màn hình lớn',
  keys: 'Phím cách: dừng hoặc tiếp tục. Mũi tên: lật trang.',
  waiting: 'Đang tải bảng xếp hạng…',
  unreachable: 'Chưa tải được bảng xếp hạng. Màn hình tự thử lại.',
  missing: 'Không có bảng xếp hạng này.',
  empty: 'Chưa có nơi nào được xếp hạng',
  emptyText: 'Tên xã, phường, thôn, buôn hiện ở đây khi có danh sách được duyệt và bà con đạt bài học đầu tiên.',
}

export type Screen = typeof vi
