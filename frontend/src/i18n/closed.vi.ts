/** Why a page cannot be shown. */
export const vi = {
  lost: {
    title: 'Không có trang này',
    text: 'Địa chỉ có thể đã gõ nhầm hoặc trang đã được dời đi.',
  },
  forbidden: {
    title: 'Trang này dành cho người phụ trách',
    text: 'Tài khoản đang dùng chưa được giao việc này. Nếu cần, hãy hỏi cán bộ xã, phường.',
  },
  needLogin: {
    title: 'Cần đăng nhập',
    text: 'Đăng nhập để xem trang này.',
  },
}

export type Closed = typeof vi
