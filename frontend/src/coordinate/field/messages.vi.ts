/** Words about what a helper's phone keeps and could not send. */
export const vi = {
  title: 'Đang giữ trên máy, cần để ý',
  unwritten: 'Máy chưa ghi được',
  unwrittenText: 'Có lẽ bộ nhớ đã đầy. Xóa bớt ảnh hay tệp trên máy rồi bấm lại.',
  waits: (about: string) => `Chờ xong việc: ${about}.`,
  waiting: 'Chưa gửi. Có mạng là tự gửi.',
  expired: 'Chưa gửi. Đăng nhập lại để gửi.',
  again: 'Thử gửi lại',
  mend: 'Sửa và gửi lại',
  listed: 'Đã có trong danh sách: chọn tên',
  listedText: 'Điểm danh và bài đã làm sẽ chuyển sang người được chọn.',
  find: 'Tìm tên hoặc ba số cuối',
  none: 'Chưa có ai tên như vậy trong danh sách.',
  save: 'Gửi lại',
  name: 'Họ và tên',
  phone: 'Số điện thoại',
  drop: 'Bỏ việc này',
  dropTitle: (about: string) => `Bỏ “${about}”?`,
  dropAlong: (things: string, quizzes: string) => `Bỏ luôn ${[things, quizzes].filter(Boolean).join(', ')}.`,
  things: (n: string) => `${n} điểm danh`,
  quizzes: (n: string) => `${n} bài làm`,
  dropText: 'Bỏ rồi thì không lấy lại được.',
  reason: {
    consent_outdated: 'Lời đồng ý đã có bản mới. Đọc lại cho người đó nghe, rồi gửi lại.',
    forbidden: 'Nơi này có lẽ không còn do mình phụ trách. Hỏi cán bộ xã, phường rồi thử gửi lại.',
    not_found: 'Máy chủ chưa tìm thấy nơi này. Lát nữa thử gửi lại.',
    id_taken: 'Người này đã được ghi danh với thông tin khác. Chọn tên trong danh sách nhé.',
    invalid_input: 'Tên hoặc số điện thoại chưa đúng. Sửa rồi gửi lại.',
  } as Readonly<Record<string, string>>,
  /** Of a quiz of one's own. */
  quiz: {
    submission_conflict: 'Trên máy chủ đã có một bài khác trùng mã với bài này.',
    forbidden: 'Tài khoản này không được nộp bài đó.',
    invalid_answers: 'Bài học đã đổi nên câu trả lời không còn khớp. Làm lại bài mới nhé.',
    unknown_module_version: 'Bài học đã đổi nên câu trả lời không còn khớp. Làm lại bài mới nhé.',
  } as Readonly<Record<string, string>>,
  refused: (code: string) => `Máy chủ chưa nhận. Mã: ${code}.`,
}

export type FieldWords = typeof vi
