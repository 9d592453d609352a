export const vi = {
  phone: 'Số điện thoại',
  phoneMissing: 'Điền số điện thoại.',
  password: 'Mật khẩu',
  passwordMissing: 'Điền mật khẩu.',
  submit: 'Đăng nhập',
  busy: 'Đang đăng nhập…',
  oidc: (name: string) => `Đăng nhập bằng ${name}`,
  reset: {
    what: 'Tài khoản đã bị khóa vì nhập sai quá nhiều lần.',
    act: 'Nhờ người giao việc cho mình đặt lại mật khẩu.',
  },
  oidcFaults: {
    oidc_unknown: {
      what: 'Chưa có tài khoản cán bộ nào ứng với tài khoản vừa dùng.',
      act: 'Đăng nhập bằng mật khẩu, hoặc báo người phụ trách để được thêm.',
    },
    oidc_failed: { what: 'Bên xác thực chưa trả lời được.', act: 'Thử lại, hoặc đăng nhập bằng mật khẩu.' },
    oidc_cancelled: { what: 'Việc đăng nhập đã bị ngừng giữa chừng.', act: 'Thử lại khi sẵn sàng.' },
  },
  totp: {
    title: 'Mã xác thực',
    text: 'Mở ứng dụng xác thực trên điện thoại, nhập sáu số đang hiện.',
    label: 'Mã 6 số, hoặc một mã dự phòng',
    missing: 'Nhập mã xác thực.',
    wrong: 'Mã chưa đúng hoặc đã qua giờ. Nhập mã đang hiện.',
    lost: 'Mất điện thoại và hết mã dự phòng thì người giao việc cho mình đặt lại được.',
    back: 'Nhập lại mật khẩu',
  },
  enrol: {
    title: 'Gắn ứng dụng xác thực',
    text: 'Tài khoản cán bộ xem được thông tin của bà con, nên cần thêm một bước khi đăng nhập.',
    how: [
      'Cài một ứng dụng xác thực trên điện thoại, nếu chưa có.',
      'Trong ứng dụng, chọn thêm tài khoản rồi quét mã vuông dưới đây.',
      'Nhập sáu số mà ứng dụng đang hiện.',
    ],
    qr: 'Mã vuông cho ứng dụng xác thực',
    typed: 'Không quét được? Gõ khóa này vào ứng dụng:',
    label: 'Sáu số trong ứng dụng',
    missing: 'Nhập đủ sáu số.',
    submit: 'Gắn ứng dụng',
  },
  codes: {
    title: 'Cất các mã dự phòng',
    text: 'Mỗi mã dùng được một lần, thay cho ứng dụng khi mất hoặc đổi điện thoại. Chỉ hiện lần này. In ra hoặc chép lại, cất nơi an toàn.',
    list: 'Mã dự phòng',
    copy: 'Chép',
    copied: 'Đã chép.',
    print: 'In',
    done: 'Tôi đã cất',
  },
}

export type StaffLoginWords = typeof vi
