export const vi = {
  title: 'Đăng nhập',
  phone: 'Số điện thoại',
  phoneMissing: 'Điền số điện thoại.',
  pin: 'Mã PIN 6 số',
  pinMissing: 'Điền đủ 6 chữ số.',
  submit: 'Đăng nhập',
  busy: 'Đang đăng nhập…',
  staff: 'Cán bộ đăng nhập bằng mật khẩu',
  resident: 'Người học đăng nhập bằng mã PIN',
  register: 'Đăng ký mới',
  forgot: 'Quên mã PIN?',
  newHere: 'Lần đầu vào máy này? Nhập mã của tổ',
  card: 'Quét thẻ học',
  who: 'Chọn tên trên máy này',
  staffAway: 'Có mạng mới đăng nhập bằng mật khẩu được.',
}

export type LoginWords = typeof vi
