import { expect, test } from 'vitest'
import type { AuditEntry } from '../../api/schema'
import { what, who, whom } from './audit'
import { en } from './messages.en'
import { vi } from './messages.vi'

const entry = (more: Partial<AuditEntry>): AuditEntry => ({
  seq: 1,
  at: '2026-11-26T00:00:00Z',
  actor: 'actor-0001',
  actor_name: null,
  action: 'code_issued',
  person: null,
  village: null,
  ward: null,
  detail: '',
  ...more,
})

test('an action is said in words with what exactly, an unknown one by its key', () => {
  expect(what(entry({ detail: 'recovery' }), vi.audit)).toBe('Làm mã: để đặt lại mã PIN')
  expect(what(entry({ action: 'campaign_stored', detail: 'dot-1 3' }), vi.audit)).toBe(
    'Lưu bản mới của chiến dịch: dot-1 3',
  )
  expect(what(entry({ action: 'edited', detail: 'name,phone' }), vi.audit)).toBe(
    'Sửa thông tin người học: họ tên, số điện thoại',
  )
  expect(what(entry({ action: 'merged', detail: 'other-0003' }), vi.audit)).toBe('Gộp tài khoản bị ghi hai lần')
  expect(what(entry({ action: 'unheard_of', detail: 'x' }), vi.audit)).toBe('unheard_of: x')
})

test('of a list of villages the names are told, not its number', () => {
  const id = '0b54cd94-32a1-4bd5-8d5c-2d2ef1d5b6a3'
  const told = (action: string, detail: string) => what(entry({ action, detail }), vi.audit)
  expect(told('village_renamed', `${id}\tBuôn Một\tBuôn Mới`)).toBe('Đổi tên thôn, buôn: Buôn Một → Buôn Mới')
  expect(told('village_added', `${id}\tThôn Mới`)).toBe('Thêm thôn, buôn: Thôn Mới')
  expect(told('village_retired', id)).toBe('Bỏ thôn, buôn ghi nhầm')
  expect(told('villages_imported', id)).toBe('Nhập danh sách thôn, buôn từ tệp')
  expect(told('village_merged', '24163-002')).toBe('Sáp nhập vào thôn, buôn khác: 24163-002')
})

test('of a file of rolls the version is told, not its number', () => {
  const id = '0b54cd94-32a1-4bd5-8d5c-2d2ef1d5b6a3'
  const told = (action: string, detail: string) => what(entry({ action, detail }), vi.audit)
  expect(told('roll_declared', `${id}\t3`)).toBe('Gửi số người trưởng thành: bản 3')
  expect(told('roll_declared', '3')).toBe('Gửi số người trưởng thành: bản 3')
  expect(told('roll_withdrawn', `${id}\t3`)).toBe('Rút lại số người trưởng thành chưa duyệt: bản 3')
  expect(told('rolls_imported', id)).toBe('Gửi số người trưởng thành bằng tệp')
  expect(told('import_undo_begun', id)).toBe('Bắt đầu hoàn tác lần thêm người từ tệp')
  expect(told('rolls_import_undone', id)).toBe('Hoàn tác lần gửi số người trưởng thành bằng tệp')
})

test('staff are named, people only by the end of their id', () => {
  expect(who(entry({ actor_name: 'Bích' }), vi.audit)).toBe('Bích')
  expect(who(entry({ actor: null }), vi.audit)).toBe('Quản trị (dòng lệnh)')
  expect(who(entry({ person: 'actor-0001' }), vi.audit)).toBe('Người học tự làm')
  expect(who(entry({ person: 'other-0002' }), vi.audit)).toBe('người 0001')
  expect(whom(entry({ person: 'other-0002' }), vi.audit)).toBe('người 0002')
  expect(whom(entry({ person: 'actor-0001' }), vi.audit)).toBe('')
})

test('what has words in one language has them in the other', () => {
  expect(Object.keys(en.audit.actions).sort()).toEqual(Object.keys(vi.audit.actions).sort())
  expect(Object.keys(en.audit.details).sort()).toEqual(Object.keys(vi.audit.details).sort())
})
