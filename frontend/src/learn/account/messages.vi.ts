/** Words of a person’s own page that they need without a network. */
export const vi = {
  title: 'Của tôi',
  progress: 'Đã học được',
  passed: 'bài đã đạt',
  points: 'câu trả lời đúng',
  tries: 'lần làm bài',
  nothing: 'Chưa làm bài nào. Học thử một bài, chỉ chừng mười phút.',
  start: 'Xem các khóa học',
  best: (best: string, max: string) => `${best} trên ${max} câu đúng`,
  done: 'Đạt',
  notYet: 'Chưa đạt',
  unsent: 'Bài đang giữ trên máy',
  waiting: 'Chưa gửi. Có mạng là tự gửi.',
  parts: {
    details: 'Thông tin của tôi',
    secret: 'Mã PIN và thẻ học',
    password: 'Mật khẩu',
    children: 'Con em trong nhà',
    devices: 'Máy đã đăng nhập',
    consents: 'Điều đã đồng ý',
    certificates: 'Giấy chứng nhận',
    data: 'Dữ liệu của tôi',
    requests: 'Yêu cầu về dữ liệu',
  },
  settings: 'Tài khoản',
  signOut: 'Đăng xuất',
  signOutUnsent: (n: string) => `Còn ${n} việc chưa gửi`,
  signOutUnsentText: (work?: boolean) =>
    `Vẫn giữ trên máy này${work ? ', có cả tên bà con,' : ''} và chỉ gửi được khi chính mình đăng nhập lại.`,
  signOutNoPhone: 'Tài khoản này không có số điện thoại',
  signOutNoPhoneText: 'Vào lại được trên máy này ở mục “Ai đang học?”, hoặc bằng thẻ học.',
  signOutSent: 'Đã gửi hết bài',
  signOutAnyway: 'Vẫn đăng xuất',
}

export type Account = typeof vi
