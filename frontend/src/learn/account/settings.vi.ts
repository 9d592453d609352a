export const vi = {
  consent: {
    account: {
      label: 'Lập tài khoản học',
      text: 'Lưu tên, thôn buôn và kết quả học. Không đồng ý mục này thì chưa đăng ký được.',
    },
    village_list: {
      label: 'Cho tổ công nghệ số của thôn xem',
      text: 'Người trong tổ thấy tên và bài đã học để giúp khi cần.',
    },
    statistics: {
      label: 'Tính vào số liệu chung',
      text: 'Chỉ cộng vào con số của thôn, xã. Không ai thấy tên.',
    },
    certificate: {
      label: 'Cho tra cứu giấy chứng nhận',
      text: 'Ai có mã trên giấy thì kiểm tra được giấy là thật.',
    },
  },
  details: 'Thông tin của tôi',
  name: 'Họ và tên',
  phone: 'Số điện thoại',
  noPhone: 'Chưa có số: chỉ vào được trên máy này',
  home: 'Nơi ở',
  language: 'Ngôn ngữ',
  vi: 'Tiếng Việt',
  en: 'English',
  nameMissing: 'Điền họ và tên.',
  edit: 'Sửa tên',
  saved: 'Đã lưu.',
  consents: 'Những điều đã đồng ý',
  data: 'Dữ liệu của tôi',
  export: 'Tải dữ liệu về máy',
  exportText: 'Một tệp chứa mọi điều hệ thống đang lưu về mình.',
  erase: 'Xóa tài khoản',
  eraseTitle: 'Xóa hẳn tài khoản?',
  eraseText: 'Tên, câu trả lời và kết quả học sẽ bị xóa hết, không lấy lại được.',
  eraseConfirm: 'Tôi hiểu, xóa hết dữ liệu của tôi',
  eraseGo: 'Xóa hẳn',
}

export type Settings = typeof vi
