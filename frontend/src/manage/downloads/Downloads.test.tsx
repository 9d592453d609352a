import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { adoptLogin, dropToken } from '../../api/token'
import { Downloads } from './Downloads'

const fetched = vi.fn<typeof fetch>()

beforeEach(() => {
  vi.stubGlobal('fetch', fetched)
  fetched.mockImplementation(async () => new Response('\uFEFFNhật ký,\r\nLúc,Ai làm\r\n2026-11-23 15:00,Bích\r\n'))
  adoptLogin({ access_token: 'token', expires_in: 900, person: {} } as never)
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  fetched.mockReset()
  dropToken()
})

test('a list of people is asked for with a body, printed alone, and needs no choice where it is the only one', async () => {
  let printed = ''
  vi.stubGlobal('print', () => {
    printed = document.querySelector('.paper-table')?.textContent ?? ''
  })
  render(<Downloads path="/wards/24163" place="24163" tables={['log']} list />)
  expect(screen.queryByLabelText('Bảng nào?')).toBeNull()
  screen.getByText('Tệp có tên người, hãy giữ cẩn thận và xóa khi xong việc.')
  fireEvent.click(screen.getByRole('button', { name: 'In cả danh sách' }))
  await vi.waitFor(() => expect(printed).toBe('Nhật kýLúcAi làm2026-11-23 15:00Bích'))
  const [address, request] = fetched.mock.calls[0] ?? []
  expect(address).toBe('/api/v1/audit/export')
  expect(request).toMatchObject({ method: 'POST', body: '{"ward":"24163","format":"csv"}' })
})

test('where the server wants the password again it is asked for', async () => {
  fetched.mockImplementation(async () => new Response(JSON.stringify({ code: 'proof_required' }), { status: 403 }))
  render(<Downloads path="/wards/24163" place="24163" tables={['requests', 'finished']} list />)
  fireEvent.click(screen.getByRole('button', { name: 'Tải tệp Excel' }))
  await screen.findByRole('dialog')
})
