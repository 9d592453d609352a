/** Words of taking tables along as files. */
export const vi = {
  title: 'Tải số liệu về máy',
  lead: 'Số trong tệp giống như trên trang này, kèm nguồn và giờ lấy số liệu.',
  which: 'Bảng nào?',
  tables: {
    wards: 'Các xã, phường',
    villages: 'Các thôn, buôn, tổ dân phố',
    days: 'Theo ngày',
    modules: 'Bài học nào khó',
    rolls: 'Danh sách người trưởng thành',
    statuses: 'Bao nhiêu người học tới đâu',
    residents: 'Từng người học tới đâu',
  },
  files: {
    wards: 'xa-phuong',
    villages: 'thon-buon',
    days: 'theo-ngay',
    modules: 'bai-hoc',
    rolls: 'nguoi-truong-thanh',
    statuses: 'tinh-trang',
    residents: 'tinh-hinh',
  },
  province: 'toan-tinh',
  names: 'Chỉ có người đã đồng ý hiện trong danh sách. Tệp có tên người, hãy giữ cẩn thận và xóa khi xong việc.',
  xlsx: 'Tải tệp Excel',
  csv: 'Tải tệp CSV',
  busy: 'Đang tải…',
  done: (name: string) => `Đã tải ${name}.`,
  errors: {
    too_many_requests: { what: 'Đã tải nhiều tệp quá.', act: 'Chờ một lát rồi thử lại.' },
  } as Record<string, { what: string; act: string }>,
}

export type Downloads = typeof vi
