export const vi = {
  title: 'Đăng nhập',
  phone: 'Số điện thoại',
  phoneMissing: 'Điền số điện thoại.',
  pin: 'Mã PIN 6 số',
  pinMissing: 'Điền đủ 6 chữ số.',
  password: 'Mật khẩu',
  passwordMissing: 'Điền mật khẩu.',
  submit: 'Đăng nhập',
  busy: 'Đang đăng nhập…',
  staff: 'Cán bộ đăng nhập bằng mật khẩu',
  resident: 'Người học đăng nhập bằng mã PIN',
  none: 'Chưa có tài khoản?',
  register: 'Đăng ký mới',
  forgot: 'Quên mã PIN thì nhờ tổ công nghệ số của thôn, buôn giúp.',
}

export type LoginWords = typeof vi
