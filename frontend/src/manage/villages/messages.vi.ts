import type { Village } from '../../api/schema'

const kinds: Record<Village['kind'], string> = {
  thon: 'Thôn',
  buon: 'Buôn',
  to_dan_pho: 'Tổ dân phố',
  khu_pho: 'Khu phố',
}

/** Words of the page on which an officer changes what villages there are. */
export const vi = {
  title: 'Sửa danh sách thôn, buôn',
  lead: (ward: string) =>
    `Thêm, đổi tên, sáp nhập, tách hoặc bỏ thôn, buôn, tổ dân phố của ${ward}. Mọi thay đổi đều ghi vào nhật ký.`,
  back: 'Tình hình học',
  backList: 'Danh sách thôn, buôn',
  empty: 'Chưa có thôn, buôn, tổ dân phố nào',
  emptyText: 'Thêm nơi đầu tiên bằng nút ở trên.',
  people: (n: string) => `${n} người đã đăng ký`,
  adults: (n: string) => `${n} người trưởng thành`,
  noRoll: 'chưa có danh sách được duyệt',
  open: 'Sửa',
  kinds,
  kind: 'Gọi là gì?',
  name: 'Tên đầy đủ',
  nameHint: 'Viết như bà con vẫn gọi, cả chữ thôn, buôn: “Buôn Ea Nao”.',
  nameMissing: 'Điền tên.',
  tooLong: 'Tên dài quá, nhiều nhất 80 chữ.',
  working: 'Đang làm, có thể mất gần một phút…',
  happens: 'Khi làm xong',
  add: {
    go: 'Thêm thôn, buôn',
    file: 'Thêm nhiều nơi từ tệp',
    title: 'Thêm thôn, buôn, tổ dân phố',
    after: [
      'Nơi mới chưa có ai và chưa có danh sách người trưởng thành.',
      'Có danh sách được duyệt thì nơi này mới được xếp hạng.',
    ],
    save: 'Thêm',
    done: (name: string) => `Đã thêm ${name}.`,
  },
  rename: {
    go: 'Đổi tên',
    title: (name: string) => `Đổi tên ${name}`,
    after: ['Trang học và bảng đang diễn ra dùng tên mới.', 'Bảng đã chốt giữ tên cũ.'],
    save: 'Đổi tên',
    done: (name: string) => `Đã đổi tên thành ${name}.`,
  },
  merge: {
    go: 'Sáp nhập vào nơi khác',
    title: (name: string) => `Sáp nhập ${name} vào nơi khác`,
    into: 'Sáp nhập vào đâu?',
    choose: 'Chọn…',
    intoMissing: 'Chọn nơi để sáp nhập vào.',
    people: (n: string, into: string) =>
      `${n} người đã đăng ký chuyển sang ${into}, cùng bài đã làm, thẻ học và yêu cầu.`,
    team: (into: string) => `Tổ công nghệ số và mã tham gia cũng chuyển sang ${into}.`,
    roll: (a: string, b: string, sum: string) => `Danh sách cộng lại: ${a} + ${b} = ${sum} người trưởng thành.`,
    noRoll: (into: string) =>
      `Vì có nơi chưa có danh sách, ${into} phải gửi danh sách mới, duyệt xong mới được xếp hạng.`,
    boards: (name: string) => `Bảng đã chốt giữ tên và số của ${name}. Bảng đang diễn ra không còn ${name}.`,
    final: 'Sáp nhập rồi thì không làm ngược lại được.',
    save: 'Sáp nhập',
    saveNamed: (name: string, into: string) => `Sáp nhập ${name} vào ${into}`,
    ask: (name: string, into: string) => `Sáp nhập ${name} vào ${into} thật chứ?`,
    sure: 'Đúng, sáp nhập',
    done: (name: string, into: string) => `Đã sáp nhập ${name} vào ${into}.`,
  },
  split: {
    go: 'Tách ra một nơi mới',
    title: (name: string) => `Tách ${name}`,
    adults: 'Bao nhiêu người trưởng thành thuộc nơi mới?',
    adultsHint: (n: string) =>
      `Trong số ${n} người của danh sách hiện nay. Chưa biết thì để trống, hai nơi sẽ gửi lại danh sách.`,
    adultsWrong: (most: string) => `Điền số từ 1 đến ${most}, hoặc để trống.`,
    who: 'Ai thuộc nơi mới?',
    whoText: 'Trẻ em đi theo cha mẹ, không cần chọn.',
    find: 'Tìm theo tên hoặc ba số cuối điện thoại',
    all: (n: string) => `Chọn cả ${n} người đang hiện`,
    none: 'Bỏ chọn những người đang hiện',
    nobody: 'Chưa có ai đăng ký ở đây.',
    found: 'Không tìm thấy ai như vậy.',
    chosen: (n: string, of: string) => `Đã chọn ${n} trên ${of} người`,
    after: (n: string, off: string) => `${n} người chuyển sang ${off}, cùng bài đã làm, thẻ học và yêu cầu.`,
    stays: (rest: string) => `Những người còn lại, tổ công nghệ số và mã tham gia ở lại ${rest}.`,
    roll: (rest: string, a: string, off: string, b: string) =>
      `Danh sách: ${rest} còn ${a}, ${off} có ${b} người trưởng thành.`,
    noRoll: 'Cả hai nơi phải gửi lại danh sách, duyệt xong mới được xếp hạng.',
    boards: 'Bảng đã chốt giữ nguyên. Muốn gộp lại thì sáp nhập nơi mới vào nơi cũ.',
    newPlace: 'nơi mới',
    save: 'Tách',
    done: (off: string, rest: string) => `Đã tách ${off} ra khỏi ${rest}.`,
  },
  retire: {
    go: 'Bỏ vì ghi nhầm',
    title: (name: string) => `Bỏ ${name}?`,
    after: [
      'Chỉ bỏ được nơi không có ai đăng ký và không có ai trong tổ công nghệ số.',
      'Danh sách người trưởng thành của nơi này không tính nữa, mã của nơi này không dùng lại.',
    ],
    save: 'Bỏ nơi này',
    done: (name: string) => `Đã bỏ ${name}.`,
  },
  errors: {
    bad_village_name: { what: 'Tên này chưa dùng được.', act: 'Tên có từ 1 đến 80 chữ, số và dấu câu thường.' },
    village_name_taken: { what: 'Trong xã, phường đã có nơi tên như vậy.', act: 'Chọn tên khác để bà con khỏi nhầm.' },
    village_closed: { what: 'Nơi này đã sáp nhập hoặc đã bỏ rồi.', act: 'Tải lại trang để xem danh sách mới nhất.' },
    village_inhabited: {
      what: 'Ở đây còn người đăng ký hoặc còn tổ công nghệ số.',
      act: 'Sáp nhập nơi này vào một nơi khác thay vì bỏ.',
    },
    roll_too_large: { what: 'Hai danh sách cộng lại lớn quá.', act: 'Xem lại hai danh sách rồi thử lại.' },
    no_roll: { what: 'Nơi này chưa có danh sách được duyệt.', act: 'Để trống số người trưởng thành rồi tách.' },
    bad_adults: { what: 'Số người trưởng thành chưa đúng.', act: 'Mỗi nơi phải còn ít nhất một người.' },
    lives_elsewhere: { what: 'Có người vừa chuyển đi nơi khác.', act: 'Tải lại trang rồi chọn lại.' },
    lives_with_guardian: { what: 'Trẻ em đi theo cha mẹ.', act: 'Chọn cha hoặc mẹ thay cho trẻ.' },
    changed_meanwhile: {
      what: 'Đang có một thay đổi khác ở xã, phường này.',
      act: 'Chờ một phút rồi làm lại. Làm lại không bị tính hai lần.',
    },
    timeout: { what: 'Việc này lâu hơn dự tính.', act: 'Bấm lại lần nữa để làm nốt. Không việc gì bị làm hai lần.' },
    too_many: { what: 'Xã, phường này đã có 999 thôn, buôn.', act: 'Hãy hỏi người quản trị máy chủ.' },
  } as Record<string, { what: string; act: string }>,
}

export type VillageWords = typeof vi
