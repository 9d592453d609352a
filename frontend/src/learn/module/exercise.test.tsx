import { cleanup, configure, fireEvent, render, screen } from '@testing-library/preact'
import { useState } from 'preact/hooks'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Answer, Question } from '../../api/schema'
import { Exercise } from './Exercise'
import { Practice } from './Practice'

// A busy machine takes its time to load the drawn phone.
configure({ asyncUtilTimeout: 10_000 })

const given = vi.fn<(answer: Answer, done?: boolean) => void>()

function Trial({ question, checked = false, start = [] }: { question: Question; checked?: boolean; start?: Answer }) {
  const [answer, setAnswer] = useState<Answer>(start)
  return (
    <>
      <h1 id="heading">{question.text}</h1>
      <Exercise
        question={question}
        attempt={1}
        answer={answer}
        checked={checked}
        asked={false}
        label="heading"
        onChange={(next, done) => {
          given(next, done)
          setAnswer(next)
        }}
      />
    </>
  )
}

const tap = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))
const last = () => given.mock.calls.at(-1)

let now = 0
beforeEach(() => {
  now = 0
  // Taps are a second apart unless a test says otherwise.
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 1000))
})
afterEach(() => {
  cleanup()
  given.mockReset()
  vi.restoreAllMocks()
})

describe('match', () => {
  const question: Question = {
    id: 'q',
    kind: 'match',
    text: 'Việc nào gọi số nào?',
    slots: [
      { id: 'ngat', text: 'Có người ngất' },
      { id: 'chay', text: 'Nhà cháy' },
    ],
    options: [
      { id: '1', text: '114' },
      { id: '2', text: '115' },
    ],
    key: ['ngat:2', 'chay:1'],
    explain: 'Không cần mã vùng.',
  }

  test('one line after the other opens', () => {
    render(<Trial question={question} />)
    expect(screen.getByRole('button', { name: /Có người ngất/ }).getAttribute('aria-expanded')).toBe('true')
    tap('115')
    expect(last()?.[0]).toEqual(['ngat:2'])
    expect(screen.getByRole('button', { name: /Nhà cháy/ }).getAttribute('aria-expanded')).toBe('true')
    tap('114')
    expect(last()?.[0]).toEqual(['ngat:2', 'chay:1'])
  })

  test('an option that is used says where, and can be moved', () => {
    render(<Trial question={question} start={['ngat:1']} />)
    tap(/114.*đang ghép với: Có người ngất/)
    expect(last()?.[0]).toEqual(['chay:1'])
    expect(document.activeElement?.textContent).toContain('Có người ngất')
  })

  test('shows what belongs together when it was not right', () => {
    render(<Trial question={question} checked start={['ngat:1', 'chay:2']} />)
    expect(screen.getByText('Chưa đúng')).toBeTruthy()
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toContain('Có người ngất: 115')
    expect(screen.getByText('Không cần mã vùng.')).toBeTruthy()
  })
})

describe('fill', () => {
  const question: Question = {
    id: 'q',
    kind: 'fill',
    text: 'Điền từ.',
    sentence: 'Xem kỹ [[1]] và [[2]].',
    slots: [{ id: '1' }, { id: '2' }],
    options: [
      { id: 'ten', text: 'tên' },
      { id: 'tien', text: 'số tiền' },
      { id: 'pin', text: 'pin' },
    ],
    key: ['1:ten', '2:tien'],
    explain: 'Rồi mới chuyển.',
  }

  test('a word goes into the next gap, or into the one that was tapped', () => {
    render(<Trial question={question} />)
    tap('Chỗ trống 2')
    tap('số tiền')
    expect(last()?.[0]).toEqual(['2:tien'])
    tap('tên')
    expect(last()?.[0]).toEqual(['2:tien', '1:ten'])
  })

  test('a second tap on a word does nothing, a tap on its gap takes it out', () => {
    render(<Trial question={question} />)
    tap('tên')
    tap(/^tên ?, đã điền/)
    expect(given).toHaveBeenCalledTimes(1)
    tap(/Chỗ trống 1: tên/)
    expect(last()?.[0]).toEqual([])
    expect(screen.getByText('Đã lấy “tên” ra.')).toBeTruthy()
  })

  test('shows the right sentence when it was not right', () => {
    render(<Trial question={question} checked start={['1:pin', '2:tien']} />)
    expect(screen.getByText(/Câu đúng là/).textContent).toBe('Câu đúng là: “Xem kỹ tên và số tiền.”')
  })
})

describe('safe or scam', () => {
  const question: Question = {
    id: 'q',
    kind: 'safe_or_scam',
    text: 'Tin này thế nào?',
    message: { channel: 'sms', from: 'Số lạ', text: 'Đọc ngay mã OTP.' },
    options: [
      { id: 'a', text: 'Hỏi mã OTP', feedback: 'Không ai được hỏi.' },
      { id: 'b', text: 'Viết ngắn', feedback: 'Ngắn chưa chắc là lừa.' },
    ],
    key: ['scam', 'a'],
    explain: 'Không đọc mã.',
  }

  test('asks for the verdict first and then for the reason', () => {
    render(<Trial question={question} />)
    expect(screen.getByText('Tin nhắn mẫu')).toBeTruthy()
    expect(screen.queryByLabelText('Hỏi mã OTP')).toBeNull()
    fireEvent.click(screen.getByLabelText('Lừa đảo'))
    fireEvent.click(screen.getByLabelText('Hỏi mã OTP'))
    expect(last()?.[0]).toEqual(['scam', 'a'])
    fireEvent.click(screen.getByLabelText('An toàn'))
    expect(last()?.[0]).toEqual(['safe', 'a'])
  })

  test('says the verdict when it was not right, and what is to be said of the reason', () => {
    render(<Trial question={question} checked start={['safe', 'b']} />)
    expect(screen.getByText('Cái này là lừa đảo.')).toBeTruthy()
    expect(screen.getByText('Ngắn chưa chắc là lừa.')).toBeTruthy()
  })
})

describe('simulation', () => {
  const question: Question = {
    id: 'q',
    kind: 'simulation',
    text: 'Gọi 11.',
    options: [],
    key: ['goi', 'k1', 'k1', 'xong'],
    screens: [
      {
        id: 'dau',
        parts: [
          { kind: 'icon', text: 'Gọi', spot: 'goi', opens: 'so' },
          { kind: 'icon', text: 'Nhắn', spot: 'nhan', feedback: 'Đây là để viết.' },
          { kind: 'icon', text: 'Ảnh', spot: 'anh', feedback: 'Đây là để chụp.' },
        ],
      },
      {
        id: 'so',
        app: 'Bàn phím số',
        parts: [
          { kind: 'keypad', text: 'Số', feedback: 'Bấm số khác.' },
          { kind: 'button', text: 'Bấm gọi', spot: 'xong', opens: 'het' },
        ],
      },
      { id: 'het', dialog: 'Đang gọi', parts: [] },
    ],
  }
  const shown = () => screen.findByRole('button', { name: 'Gọi' })

  test('is done tap by tap, and the last one gives the answer', async () => {
    render(<Trial question={question} />)
    await shown()
    tap('Gọi')
    expect(document.activeElement?.textContent).toBe('Bàn phím số')
    tap('1')
    tap('1')
    expect(last()).toEqual([['goi', 'k1', 'k1'], false])
    tap('Bấm gọi')
    expect(last()).toEqual([['goi', 'k1', 'k1', 'xong'], true])
    expect(document.activeElement?.textContent).toBe('Đang gọi')
  })

  test('a wrong tap keeps the place, and after two the right spot is marked', async () => {
    render(<Trial question={question} />)
    await shown()
    tap('Nhắn')
    expect(screen.getByText('Đây là để viết.')).toBeTruthy()
    expect(screen.queryByText('Ở đây')).toBeNull()
    tap('Ảnh')
    expect(screen.getByText('Ở đây').closest('button')?.textContent).toContain('Gọi')
    tap(/^Gọi/)
    expect(last()?.[0]).toEqual(['nhan', 'anh', 'goi'])
  })

  test('a finger that trembles has tapped once', async () => {
    vi.mocked(performance.now).mockImplementation(() => (now += 50))
    render(<Trial question={question} />)
    await shown()
    tap('Nhắn')
    tap('Nhắn')
    expect(last()?.[0]).toEqual(['nhan'])
    tap('Gọi')
    tap('1')
    tap('1')
    expect(last()?.[0]).toEqual(['nhan', 'goi', 'k1', 'k1'])
    tap('1')
    expect(last()?.[0]).toEqual(['nhan', 'goi', 'k1', 'k1'])
  })

  test('goes on where it was left', async () => {
    render(<Trial question={question} start={['goi', 'k1']} />)
    expect(await screen.findByText('Bàn phím số')).toBeTruthy()
    tap('1')
    expect(last()?.[0]).toEqual(['goi', 'k1', 'k1'])
  })
})

describe('practice', () => {
  const question: Question = {
    id: 'q',
    kind: 'true_false',
    text: 'Công an gọi điện làm VNeID.',
    options: [
      { id: 't', text: 'Đúng', feedback: 'Chỉ khi gặp mặt.' },
      { id: 'f', text: 'Sai', feedback: 'Chỉ khi gặp mặt.' },
    ],
    key: ['f'],
  }

  test('can be answered and tried again', () => {
    render(<Practice question={question} />)
    tap('Trả lời')
    expect(screen.getByText(/Chọn câu trả lời/)).toBeTruthy()
    fireEvent.click(screen.getByLabelText('Sai'))
    tap('Trả lời')
    expect(screen.getByText('Đúng rồi!')).toBeTruthy()
    tap('Thử lại')
    expect(screen.queryByText('Đúng rồi!')).toBeNull()
    expect(screen.getByLabelText<HTMLInputElement>('Sai').checked).toBe(false)
    expect(document.activeElement?.textContent).toBe(question.text)
  })

  test('is nothing where a step has none', () => {
    const { container } = render(<Practice question={undefined} />)
    expect(container.innerHTML).toBe('')
  })
})
