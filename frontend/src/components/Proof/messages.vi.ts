/** Words of asking for the password once more, and of what is shown only once. */
export const vi = {
  title: 'Nhập lại mật khẩu',
  text: 'Đây là việc quan trọng, nên cần biết chắc là đúng người đang dùng máy.',
  password: 'Mật khẩu',
  passwordMissing: 'Nhập mật khẩu.',
  totp: 'Mã 6 số trong ứng dụng xác thực',
  totpHint: 'Không có điện thoại bên mình thì nhập một mã dự phòng đã cất.',
  oidc: (name: string) => `Đăng nhập lại bằng ${name}`,
  totpMissing: 'Nhập mã trong ứng dụng xác thực.',
  submit: 'Tiếp tục',
  busy: 'Đang kiểm tra…',
  errors: {
    wrong_credentials: { what: 'Mật khẩu hoặc mã chưa đúng.', act: 'Kiểm tra rồi nhập lại.' },
    totp_required: { what: 'Cần thêm mã xác thực.', act: 'Mở ứng dụng xác thực trên điện thoại, nhập mã đang hiện.' },
    locked: { what: 'Đã nhập sai nhiều lần.', act: 'Chờ một lát rồi thử lại.' },
  },
  /** Said by a page whose work was not done for want of the proof. */
  missing: { what: 'Chưa làm, vì chưa nhập lại mật khẩu.', act: 'Bấm lại khi sẵn sàng.' },
  copy: 'Chép',
  copied: 'Đã chép.',
  print: 'In tờ này',
}

export type Proof = typeof vi
