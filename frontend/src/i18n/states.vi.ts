/** What went wrong and what to do. */
export const vi = {
  error: {
    offline: {
      what: 'Chưa có mạng.',
      act: 'Thử lại khi máy có sóng hoặc Wi-Fi.',
    },
    timeout: {
      what: 'Mạng chậm quá, chờ mãi chưa được.',
      act: 'Thử lại sau một lát.',
    },
    unauthorized: {
      what: 'Phiên đăng nhập đã hết hạn.',
      act: 'Đăng nhập lại để tiếp tục.',
    },
    badLogin: {
      what: 'Số điện thoại hoặc mã bí mật chưa đúng.',
      act: 'Kiểm tra rồi nhập lại.',
    },
    forbidden: {
      what: 'Tài khoản này không xem được phần này.',
      act: 'Nếu cần, hãy hỏi cán bộ xã, phường.',
    },
    notFound: {
      what: 'Không tìm thấy.',
      act: 'Có thể mục này đã được đổi hoặc bỏ đi.',
    },
    conflict: {
      what: 'Dữ liệu trên máy khác với dữ liệu đã lưu.',
      act: 'Tải lại trang rồi thử lần nữa.',
    },
    pinTaken: {
      what: 'Mã này đã có người dùng chung số điện thoại chọn rồi.',
      act: 'Chọn sáu số khác.',
    },
    invalid: {
      what: 'Có chỗ điền chưa hợp lệ.',
      act: 'Xem lại các ô vừa điền.',
    },
    tooMany: {
      what: 'Đã thử nhiều lần quá.',
      act: 'Nghỉ một chút rồi thử lại.',
    },
    busy: {
      what: 'Máy chủ đang bận.',
      act: 'Thử lại sau ít phút.',
    },
    server: {
      what: 'Hệ thống gặp trục trặc, không phải lỗi của bà con.',
      act: 'Thử lại sau ít phút. Nếu vẫn vậy, báo mã bên dưới cho người phụ trách.',
    },
  },
  wait: {
    seconds: (n: string) => `Thử lại sau ${n} giây.`,
    minutes: (n: string) => `Thử lại sau ${n} phút.`,
  },
}

export type States = typeof vi
