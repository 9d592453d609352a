/** Words of the officer's desk: a ward, what waits in it and how its villages go. */
export const vi = {
  todo: {
    title: 'Việc đang chờ',
    none: 'Không có việc nào đang chờ.',
    missing: 'Chưa xem được yêu cầu của bà con và tổ công nghệ số. Mở lại trang khi có mạng.',
    requests: (n: string) => `${n} yêu cầu của bà con chưa xong`,
    due: (time: string) => `Việc gần nhất cần xong trước ${time}`,
    late: (time: string) => `Có việc đã quá hạn từ ${time}`,
    reviews: (n: string) => `${n} nơi cần xem lại kết quả`,
    reviewsText: 'Chờ quyết định rồi mới xếp hạng',
    rolls: (n: string) => `${n} danh sách chờ duyệt`,
    rollsText: 'Duyệt xong thì tỷ lệ tính theo số mới',
    noRoll: (n: string) => `${n} nơi chưa có danh sách được duyệt`,
    noRollText: 'Chưa có danh sách thì chưa tính được tỷ lệ',
    noTeam: (n: string) => `${n} nơi chưa có ai trong tổ công nghệ số`,
    noTeamText: 'Giao việc để có người đến giúp bà con',
  },
  sections: { villages: 'Sửa danh sách thôn, buôn', report: 'Báo cáo tuần', trends: 'Diễn biến từng thôn, buôn' },
  table: {
    place: 'Thôn, buôn, tổ dân phố',
    rate: 'Tỷ lệ tham gia',
    lately: '7 ngày qua',
    gain: (n: string) => `+${n}`,
    gainWords: (n: string) => `thêm ${n} người`,
    trend: 'Đường nhỏ: tỷ lệ tham gia trong 14 ngày qua.',
    today: 'Mọi con số tính theo thôn, buôn và danh sách của hôm nay.',
    waiting: (n: string) => `Chờ duyệt ${n} người trưởng thành`,
    version: (n: string) => `bản ${n}`,
    review: 'Cần xem lại',
    excluded: 'Không xếp hạng',
    flags: 'Đã xem lại',
  },
  closed: {
    title: 'Những nơi đã sáp nhập, đã bỏ',
    lead: 'Bảng xếp hạng đã chốt vẫn giữ tên và số cũ của những nơi này.',
    into: (name: string) => `nay thuộc ${name}`,
    retired: 'đã bỏ, không có ai ở đây',
  },
}

export type WardWords = typeof vi
