/** Words of the frame and the home page. */
export const vi = {
  app: {
    name: 'Học số',
  },
  demo: 'Bản dùng thử: mọi số liệu là dữ liệu mẫu',
  skip: 'Đến nội dung chính',
  menu: {
    open: 'Mở danh mục',
    close: 'Đóng danh mục',
    label: 'Danh mục',
    home: 'Trang chủ',
    courses: 'Khóa học',
    boards: 'Bảng xếp hạng',
    me: 'Của tôi',
    who: 'Ai đang học?',
    login: 'Đăng nhập',
    register: 'Đăng ký',
    village: 'Thôn, buôn tôi phụ trách',
    people: 'Người học và thẻ',
    ward: 'Xã, phường tôi phụ trách',
    requests: 'Yêu cầu của bà con',
    province: 'Toàn tỉnh',
    staff: 'Cán bộ xã, phường',
  },
  language: {
    switchTo: 'English',
    switchLabel: 'English: đổi sang tiếng Anh',
  },
  action: {
    retry: 'Thử lại',
    back: 'Quay lại',
    next: 'Tiếp tục',
    save: 'Lưu',
    cancel: 'Thôi',
    close: 'Đóng',
    home: 'Về trang chủ',
    login: 'Đăng nhập',
    more: 'Xem thêm',
  },
  state: {
    loading: 'Đang tải…',
    offline: 'Chưa có mạng. Bài làm được giữ trên máy này.',
    stale: (time: string) => `Số liệu lúc ${time}`,
    code: (code: string) => `Mã: ${code}`,
    sample: 'mẫu',
  },
  unsent: {
    count: (n: string, work?: boolean) => `${n} ${work ? 'việc' : 'bài'} chưa gửi`,
    parked: (n: string) => `${n} việc cần xem lại`,
    login: 'Đăng nhập lại để gửi bài.',
    send: 'Gửi ngay',
    sending: 'Đang gửi…',
    look: 'Xem',
  },
  update: {
    text: 'Có bản mới.',
    button: 'Cập nhật',
  },
  broken: {
    title: 'Chưa mở được trang này',
    text: 'Mạng chập chờn hoặc ứng dụng vừa có bản mới. Thử mở lại là được.',
  },
  home: {
    title: 'Dùng điện thoại thật thạo, thật an toàn',
    text: 'Những bài học ngắn cho bà con: mỗi bài chừng mười phút, miễn phí, mất mạng vẫn học được.',
    start: 'Bắt đầu học',
    login: 'Tôi đã có tài khoản',
    boards: 'Xem bảng xếp hạng các xã, phường',
    courses: 'Xem trước các bài học',
  },
}

export type Core = typeof vi
