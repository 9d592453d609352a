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
  parked: (code: string) => `Máy chủ chưa nhận (${code}).`,
  parkedConflict: 'Máy chủ đã có một bài khác trùng mã với bài này.',
  parkedForbidden: 'Tài khoản này không được nộp bài đó.',
  parkedInvalid: 'Bài học đã đổi nên câu trả lời không còn khớp. Làm lại bài mới nhé.',
  discard: 'Bỏ bài này',
  settingsAway: 'Có mạng mới xem và sửa được thông tin của mình.',
  signOut: 'Đăng xuất',
  signOutUnsent: (n: string) => `Còn ${n} bài chưa gửi`,
  signOutUnsentText:
    'Bài vẫn nằm trên máy này và chỉ gửi được khi chính mình đăng nhập lại. Nên gửi trước rồi hãy đăng xuất.',
  signOutNoPhone: 'Tài khoản này không có số điện thoại',
  signOutNoPhoneText: 'Đăng xuất rồi thì không vào lại được, trừ khi tổ công nghệ số giúp.',
  signOutAnyway: 'Vẫn đăng xuất',
}

export type Account = typeof vi
