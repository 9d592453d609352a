import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { adoptLogin, dropToken } from '../../api/token'
import { RollFile } from './RollFile'

/** Dry runs and sendings, in their order; each is answered by hand. */
let asked: { text: string; query: URLSearchParams; answer: (after: number) => void }[] = []

beforeEach(() => {
  asked = []
  adoptLogin({ access_token: 'token', expires_in: 900, person: {} } as never)
  vi.stubGlobal('fetch', async (address: string, options: RequestInit) => {
    const text = await (options.body as File).text()
    return new Promise((resolve) => {
      const query = new URL(address, 'http://h').searchParams
      const answer = (after: number) => {
        const changes = [{ village: '24163-001', name: 'Buôn Một', before: 90, after }]
        resolve(
          new Response(
            JSON.stringify({
              applied: !query.get('dry_run'),
              changes,
              faults: [],
              fault_count: 0,
              encoding: null,
              columns: [],
            }),
          ),
        )
      }
      asked.push({ text, query, answer })
    })
  })
})

// However busy the machine is.
configure({ asyncUtilTimeout: 4000 })

afterEach(() => {
  cleanup()
  dropToken()
  vi.unstubAllGlobals()
})

function open() {
  const said = vi.fn()
  const { container } = render(<RollFile code={'24163' as never} items={[]} onDone={said} />)
  const choose = (text: string) => {
    const input = container.querySelector('input[type=file]') as HTMLInputElement
    Object.defineProperty(input, 'files', { value: [new File([text], 'danh-sach.csv')], configurable: true })
    fireEvent.change(input)
  }
  return { choose, said }
}

const asking = (n: number) => waitFor(() => expect(asked.length).toBe(n))

test('the preview is of the file that would be sent, though an older one is answered later', async () => {
  const { choose, said } = open()
  choose('first')
  await asking(1)
  choose('second')
  await asking(2)
  asked[1]?.answer(120)
  await screen.findByText(/90 → 120/)
  asked[0]?.answer(777)
  fireEvent.click(screen.getByRole('button', { name: 'Gửi tệp này' }))
  await asking(3)
  expect(screen.queryByText(/777/)).toBeNull()
  expect(asked[2]?.text).toBe('second')
  asked[2]?.answer(120)
  await waitFor(() => expect(said).toHaveBeenCalledTimes(1))
})

test('while a year is being typed nothing is asked, and the day is asked for', async () => {
  const { choose } = open()
  choose('first')
  await asking(1)
  const day = screen.getByLabelText('Danh sách lập ngày nào?')
  for (const value of ['0002-11-20', '0202-11-20']) fireEvent.input(day, { target: { value } })
  expect(screen.getByText('Chọn ngày lập danh sách.')).toBeTruthy()
  fireEvent.input(day, { target: { value: '2026-11-20' } })
  await asking(2)
  expect(asked[1]?.query.get('day')).toBe('2026-11-20')
})
