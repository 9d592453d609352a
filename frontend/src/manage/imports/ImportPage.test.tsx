import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact'
import { LocationProvider, Route, Router } from 'preact-iso'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { adoptLogin, dropToken } from '../../api/token'
import ImportPage from './ImportPage'

const columns = ['Tên', 'Nơi', 'A', 'B'].map((label, at) => ({
  label,
  field: (['name', 'village', 'account', null] as const)[at],
  samples: ['x'],
}))
const outcome = {
  import: null,
  encoding: 'utf-8',
  columns,
  rows: 1,
  added: 3,
  first: [{ name: 'H’Lan Niê', village: 'buôn Một' }],
  known: 0,
  fault_count: 0,
  faults: [],
}
/** What a list of villages is answered with: what it would do, or did. */
const villages = (query: URLSearchParams) => ({
  ...outcome,
  columns: [],
  applied: !query.get('dry_run'),
  added: [{ village: '24163-004', before: null, name: 'Thôn Mới' }],
  renamed: [{ village: '24163-001', before: 'Buôn Một', name: 'Buôn Mới' }],
  known: 2,
})
const made = { id: 'one', by: null, at: '2026-11-27T02:00:00Z', until: '2026-11-28T02:00:00Z', undone: false }

const villageList = { ...made, added: 1, renamed: 1 }
const villageUndo = {
  dropped: [{ village: '24163-005', before: null, name: 'Thôn Thừa' }],
  renamed: [{ village: '24163-001', before: 'Buôn Mới', name: 'Buôn Một' }],
  left: [{ village: '24163-004', name: 'Thôn Mới', why: 'inhabited' }],
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })

/** What the list of recent imports is answered with. */
let recent: () => Response
/** Looks at the file, in their order; each is answered by hand. */
let looks: { query: URLSearchParams; answer: () => void }[]
/** What undoing a list of villages is answered with, and how it was asked for. */
let undoAnswer: () => Response
let undone: ('dry' | 'done')[]
/** Writes into the answer to undoing, which stays open. */
let undoing: ReadableStreamDefaultController<Uint8Array> | undefined

beforeEach(() => {
  looks = []
  undoing = undefined
  undone = []
  undoAnswer = () => json(villageUndo)
  recent = () => json({ items: [] })
  adoptLogin({ access_token: 'token', expires_in: 900, person: {} } as never)
  vi.stubGlobal('fetch', async (address: string) => {
    const { pathname, searchParams: query } = new URL(address, 'http://h')
    if (pathname.endsWith('/imports/check'))
      return new Promise((resolve) => looks.push({ query, answer: () => resolve(json(outcome)) }))
    if (pathname.includes('/villages/imports/')) {
      undone.push(query.get('dry_run') ? 'dry' : 'done')
      return undoAnswer()
    }
    if (pathname.endsWith('/undo'))
      return new Response(
        new ReadableStream({
          start(controller) {
            undoing = controller
          },
        }),
      )
    if (pathname.endsWith('/villages/file'))
      return new Promise((resolve) => looks.push({ query, answer: () => resolve(json(villages(query))) }))
    return pathname.endsWith('/imports') ? recent() : json({ code: '24163', name: 'Tân An', kind: 'ward' })
  })
  history.replaceState(null, '', '/ward/24163/import')
})
afterEach(() => {
  cleanup()
  dropToken()
  vi.unstubAllGlobals()
})
// However busy the machine is.

const open = () =>
  render(
    <LocationProvider>
      <Router>
        <Route path="/ward/:code/import" component={ImportPage} />
        <Route default component={() => null} />
      </Router>
    </LocationProvider>,
  )

async function look(n: number) {
  await waitFor(() => expect(looks.length).toBe(n))
  return looks[n - 1] as (typeof looks)[number]
}

const agreed = () => screen.findByRole('switch', { name: 'Đã có giấy đồng ý của từng người' })

async function chosen() {
  const { container } = open()
  const input = await waitFor(() => {
    const found = container.querySelector('input[type=file]')
    expect(found).toBeTruthy()
    return found as HTMLInputElement
  })
  Object.defineProperty(input, 'files', { value: [new File(['x'], 'danh-sach.csv')], configurable: true })
  fireEvent.change(input)
  ;(await look(1)).answer()
  return screen.findByLabelText('Cột “B”') as Promise<HTMLSelectElement>
}

test('a list of villages is shown by name before it is stored, and can be undone after', async () => {
  history.replaceState(null, '', '/ward/24163/import?of=villages')
  const { container } = open()
  const input = await waitFor(() => {
    const found = container.querySelector('input[type=file]')
    expect(found).toBeTruthy()
    return found as HTMLInputElement
  })
  expect(screen.queryByRole('button', { name: 'Hoàn tác' })).toBeNull()
  Object.defineProperty(input, 'files', { value: [new File(['x'], 'thon.csv')], configurable: true })
  fireEvent.change(input)
  ;(await look(1)).answer()
  await screen.findByText('Buôn Một → Buôn Mới')
  expect(screen.getByText('Thôn Mới')).toBeTruthy()
  expect(looks[0]?.query.get('dry_run')).toBe('true')
  fireEvent.click(screen.getByRole('button', { name: 'Ghi 2 thay đổi' }))
  recent = () => json({ items: [villageList] })
  ;(await look(2)).answer()
  expect(await screen.findByText('Đã thêm 1 nơi, đổi tên 1 nơi.')).toBeTruthy()
  expect(looks[1]?.query.get('dry_run')).toBeNull()
  expect(await screen.findByRole('button', { name: 'Hoàn tác' })).toBeTruthy()
})

test('undoing a list of villages tells what it would do, then what it did and what stays', async () => {
  history.replaceState(null, '', '/ward/24163/import?of=villages')
  recent = () => json({ items: [villageList, { ...villageList, id: 'older', undone: true }] })
  open()
  expect(await screen.findByText('Đã hoàn tác')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Hoàn tác' }))
  const dialog = await screen.findByRole('dialog')
  for (const line of ['Thôn Thừa', 'Buôn Mới → Buôn Một', 'Thôn Mới: đã có người đăng ký hoặc có tổ công nghệ số'])
    expect(within(dialog).getByText(line)).toBeTruthy()
  expect(undone).toEqual(['dry'])
  recent = () => json({ items: [{ ...villageList, undone: true }] })
  fireEvent.click(within(dialog).getByRole('button', { name: 'Hoàn tác' }))
  expect(await screen.findByText('Đã hoàn tác: bỏ 1 nơi đã thêm, đổi lại tên cũ cho 1 nơi.')).toBeTruthy()
  expect(screen.getByText('Thôn Mới: đã có người đăng ký hoặc có tổ công nghệ số')).toBeTruthy()
  expect(undone).toEqual(['dry', 'done'])
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Hoàn tác' })).toBeNull())
})

test('a list of villages that can no longer be undone says what to do instead', async () => {
  history.replaceState(null, '', '/ward/24163/import?of=villages')
  recent = () => json({ items: [villageList] })
  undoAnswer = () => json({ code: 'too_late', status: 409 }, 409)
  open()
  fireEvent.click(await screen.findByRole('button', { name: 'Hoàn tác' }))
  expect(await screen.findByText(/Đã quá một ngày/)).toBeTruthy()
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('the preview names the first who would be added, and how many more', async () => {
  await chosen()
  await screen.findByText('Thêm 3 người mới')
  expect(screen.getByText('H’Lan Niê, Buôn Một')).toBeTruthy()
  expect(screen.getByText('và 2 người nữa')).toBeTruthy()
})

test('a file that is read in another way has to be agreed to anew', async () => {
  const column = await chosen()
  fireEvent.click(await agreed())
  await waitFor(async () => expect(((await agreed()) as HTMLInputElement).checked).toBe(true))
  fireEvent.change(column, { target: { value: 'statistics' } })
  ;(await look(2)).answer()
  await waitFor(async () => expect(((await agreed()) as HTMLInputElement).checked).toBe(false))
})

test('columns can be put right one after the other while the file is still being read', async () => {
  const column = await chosen()
  column.focus()
  fireEvent.change(column, { target: { value: 'statistics' } })
  await look(2)
  expect(column.closest('fieldset')?.disabled).toBe(false)
  expect(document.activeElement).toBe(column)
  await waitFor(() => expect(column.value).toBe('statistics'))
  fireEvent.change(screen.getByLabelText('Cột “A”'), { target: { value: 'village_list' } })
  expect((await look(3)).query.get('columns')).toBe('name,village,village_list,statistics')
})

test('a list of imports that could not be loaded is told, and loaded again when asked for', async () => {
  recent = () => json({ code: 'unavailable' }, 503)
  open()
  expect(await screen.findByText(/Chưa tải được các tệp/)).toBeTruthy()
  recent = () => json({ items: [made] })
  fireEvent.click(screen.getByRole('button', { name: 'Thử lại' }))
  expect(await screen.findByRole('button', { name: 'Hoàn tác lần thêm này' })).toBeTruthy()
  expect(screen.queryByText(/Chưa tải được các tệp/)).toBeNull()
})

test('undoing tells how far it is', async () => {
  recent = () => json({ items: [made] })
  open()
  fireEvent.click(await screen.findByRole('button', { name: 'Hoàn tác lần thêm này' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Xóa' }))
  await waitFor(() => expect(undoing).toBeTruthy())
  const line = (text: string) => undoing?.enqueue(new TextEncoder().encode(`${text}\n`))
  line('{"done":500,"of":900}')
  const bar = await screen.findByRole('progressbar')
  expect(bar.getAttribute('aria-valuetext')).toBe('Đã xem 500 trên 900 người')
  line('{"outcome":{"erased":899,"kept":1}}')
  expect(await screen.findByText('Đã xóa 899 người. 1 người vẫn ở lại.')).toBeTruthy()
})
