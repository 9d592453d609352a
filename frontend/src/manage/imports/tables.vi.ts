/** What a table is about. */
export type Kind = 'people' | 'villages' | 'rolls'

const fields: Record<Kind, Record<string, string>> = {
  people: {
    name: 'Họ và tên',
    village: 'Thôn, buôn (tên hoặc mã)',
    phone: 'Số điện thoại',
    birth_band: 'Năm sinh',
    account: 'Đồng ý tham gia',
    village_list: 'Đồng ý hiện tên',
    statistics: 'Đồng ý tính vào thống kê',
    certificate: 'Đồng ý cho kiểm tra giấy chứng nhận',
    id: 'Mã người học',
  },
  villages: { name: 'Tên thôn, buôn', kind: 'Loại (thôn, buôn, tổ dân phố, khu phố)', id: 'Mã thôn, buôn' },
  rolls: { id: 'Mã thôn, buôn', name: 'Tên thôn, buôn', adults: 'Số người trưởng thành' },
}

/** Why a row or a file cannot be taken; one that is missing here is told by its code. */
const faults: Record<string, string> = {
  required: 'còn trống',
  too_long: 'dài quá',
  bad_name: 'có ký tự lạ, hãy gõ lại',
  bad_village_name: 'tên có ký tự lạ hoặc dài quá 80 chữ, hãy gõ lại',
  bad_phone: 'chưa đúng, cần 10 chữ số, bắt đầu bằng số 0',
  bad_birth_band: 'chưa đúng, cần năm có 4 chữ số; dưới 16 tuổi thì cha mẹ đăng ký cho trẻ',
  unknown_village: 'xã, phường không có thôn, buôn tên hay mã như vậy',
  other_ward: 'thôn, buôn này thuộc xã, phường khác',
  closed: 'thôn, buôn này đã sáp nhập hoặc đã bỏ, hãy xóa dòng',
  unknown_person: 'không còn người mang mã này, hãy xóa dòng',
  twice: 'trùng với một dòng ở trên',
  village_name_taken: 'trong xã, phường đã có nơi khác tên như vậy',
  unknown_kind: 'chưa rõ là thôn, buôn, tổ dân phố hay khu phố; hãy ghi chữ đó trước tên, hoặc vào cột loại',
  other_kind: 'khác với loại đang ghi của nơi này, mà tệp không đổi được loại',
  too_many_villages: 'như vậy xã, phường sẽ có hơn 999 thôn, buôn',
  bad_mark: 'chỉ đánh x (đồng ý) hoặc để trống',
  consent_required: 'người mới phải đồng ý tham gia (đánh x)',
  bad_number: 'không phải là số nguyên',
  zero: 'phải lớn hơn 0',
  negative: 'phải lớn hơn 0',
  too_many: 'cộng lại nhiều hơn số dân của xã, phường',
  day_in_future: 'ngày lập danh sách chưa tới',
  formula: 'ô có công thức, cần gõ chữ hoặc số vào ô',
  not_utf8: 'tệp không theo bảng mã đã chọn, hãy chọn bảng mã khác',
  encoding_unknown: 'chưa đoán được bảng mã của tệp, hãy chọn ở dưới',
  letters_lost: 'chữ có dấu đã mất khi lưu tệp (thành dấu hỏi); hãy lưu lại dạng “CSV UTF-8” hoặc .xlsx',
  nobody: 'tệp chưa có dòng nào dưới tên cột',
  protected: 'tệp có mật khẩu; hãy bỏ mật khẩu rồi lưu lại',
  old_excel: 'tệp là Excel đời cũ (.xls); hãy mở ra và lưu thành .xlsx',
  open_document: 'tệp là của LibreOffice (.ods); hãy mở ra và lưu thành .xlsx',
  macros: 'tệp có chương trình (macro) bên trong; hãy lưu thành .xlsx, không macro',
  not_readable: 'tệp không phải là CSV hay Excel đọc được',
  unpacks_too_large: 'tệp mở ra lớn bất thường; hãy chép riêng bảng danh sách sang tệp mới',
  too_many_rows: 'tệp có nhiều dòng hơn số thôn, buôn của một xã',
  too_many_columns: 'tệp rộng hơn 100 cột; hãy chỉ giữ các cột cần dùng',
  too_large: 'tệp lớn hơn 1 MB; hãy chép riêng bảng danh sách sang tệp mới',
}

/** What is told in another way of one kind of table. */
const faultsOf: Record<Kind, Record<string, string>> = {
  people: {
    twice: 'trùng với một dòng ở trên; nếu là hai người thì ghi thêm số điện thoại hoặc năm sinh',
    no_columns: 'chưa thấy cột họ tên và cột thôn, buôn; hãy chọn ở bảng các cột, hoặc đặt tên cột như tệp mẫu',
    too_many_rows: 'tệp dài hơn 50.000 dòng; hãy chia làm nhiều tệp',
    too_large: 'tệp lớn hơn 12 MB; hãy chia làm nhiều tệp',
  },
  villages: {
    no_columns: 'chưa thấy cột tên thôn, buôn; hãy chọn ở bảng các cột, hoặc đặt tên cột như tệp mẫu',
  },
  rolls: {
    no_columns: 'chưa thấy cột thôn, buôn và cột số người; hãy chọn ở bảng các cột, hoặc đặt tên cột như tệp mẫu',
  },
}

/** Words of every table that is taken in from a file. */
export const vi = {
  fields,
  faults,
  faultsOf,
  choose: 'Chọn tệp Excel hoặc CSV',
  chooseOther: 'Chọn tệp khác',
  reading: 'Đang đọc tệp…',
  encoding: 'Bảng mã của tệp',
  encodings: {
    '': 'Tự đoán',
    'utf-8': 'Unicode (UTF-8)',
    'utf-16': 'Unicode (UTF-16)',
    'windows-1258': 'Windows tiếng Việt (1258)',
    tcvn3: 'TCVN3 (phông .VnTime)',
  },
  columns: 'Xem máy hiểu các cột thế nào',
  columnsText: 'Cột nào sai thì chọn lại.',
  column: (label: string) => `Cột “${label}”`,
  unnamed: 'không tên',
  sample: (text: string) => `Ví dụ: ${text}`,
  skip: 'Bỏ qua cột này',
  faultTitle: (n: string) => `Có ${n} chỗ cần sửa. Chưa ghi gì cả.`,
  faultMore: (n: string) => `và ${n} chỗ nữa`,
  fault: (row: string, what: string) => `Dòng ${row}: ${what}`,
  faultAt: (field: string, what: string) => `${field}: ${what}`,
  unknownFault: (code: string) => `chưa đúng (${code})`,
  mend: 'Sửa trong tệp, lưu lại, rồi chọn tệp lần nữa.',
  starting: 'Đang ghi…',
  broken: {
    what: 'Chưa biết đã ghi xong chưa.',
    act: 'Chọn lại tệp này: điều đã ghi rồi sẽ không bị ghi hai lần.',
  },
  tooLarge: { what: 'Tệp lớn quá.', act: 'Chép riêng bảng danh sách sang tệp mới, hoặc chia làm nhiều tệp.' },
}

export type Tables = typeof vi
