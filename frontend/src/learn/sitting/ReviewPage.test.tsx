import 'fake-indexeddb/auto'
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { api } from '../../api/endpoints'
import { ApiError } from '../../api/error'
import type { Module, Person } from '../../api/schema'
import { session } from '../../app/session'
import { database } from '../../offline/db'
import { flush, itemsOf } from '../../offline/outbox'
import { saveSummary } from '../../offline/summaries'
import { addDays, dayOf } from '../day'
import { noSummary } from '../fold'
import ReviewPage from './ReviewPage'

const an = '11111111-1111-4111-8111-111111111111'
const today = dayOf(new Date())
const module = {
  id: 'm',
  version: 3,
  title: 'Mật khẩu mạnh',
  language: 'vi',
  pass_mark: 60,
  steps: [],
  quiz: {
    mode: 'practice',
    questions: ['q1', 'q2', 'q3', 'q4'].map((id) => ({
      id,
      kind: 'single',
      text: `Câu hỏi ${id}?`,
      options: ['x', 'y'].map((one) => ({ id: one, text: `${id} ${one}`, feedback: '' })),
      key: ['x'],
    })),
  },
} as unknown as Module

vi.spyOn(api, 'module').mockResolvedValue(module)
vi.spyOn(api, 'myProgress').mockRejectedValue(new ApiError(0, 'offline'))
vi.spyOn(api, 'submitBatch').mockRejectedValue(new ApiError(0, 'offline'))

beforeEach(async () => {
  const db = await database()
  await db.clear('outbox')
  session.set({ person: { id: an } as Person, expired: false })
})
afterEach(async () => {
  cleanup()
  await flush() // what a test has set going must not write into the next one
})

const due = (...questions: string[]) =>
  saveSummary({
    ...noSummary(an),
    reviews: questions.map((question) => ({ module: 'm', question, box: 1, due: addDays(today, -1) })),
  })

async function answer(question: string, option: string, verdict: string, onward: string) {
  await screen.findByRole('heading', { level: 1, name: `Câu hỏi ${question}?` })
  fireEvent.click(screen.getByLabelText(new RegExp(`^${question} ${option}`)))
  fireEvent.click(screen.getByRole('button', { name: 'Trả lời' }))
  await screen.findByText(verdict)
  fireEvent.click(screen.getByRole('button', { name: onward }))
}

test('asks what is due, says how it was, and keeps the answers to be sent', async () => {
  await due('q1', 'q3')
  render(<ReviewPage />)
  await answer('q1', 'x', 'Đúng rồi!', 'Câu tiếp theo')
  expect(await itemsOf(an)).toEqual([])
  await answer('q3', 'y', 'Chưa đúng', 'Xem kết quả')
  await screen.findByRole('heading', { name: 'Xong phần ôn hôm nay' })
  screen.getByText('Đúng 1 trên 2 câu')
  expect(screen.queryByRole('button', { name: 'Ôn tiếp' })).toBeNull()
  expect(await itemsOf(an)).toMatchObject([
    {
      title: 'Ôn: Mật khẩu mạnh',
      submission: { module: 'm', version: 3, answers: { q1: ['x'], q3: ['y'] }, review: true },
    },
  ])
})

test('goes on with what is left, without what was just answered', async () => {
  await due('q1', 'q2', 'q3', 'q4')
  render(<ReviewPage />)
  await answer('q1', 'y', 'Chưa đúng', 'Câu tiếp theo')
  await answer('q2', 'x', 'Đúng rồi!', 'Câu tiếp theo')
  await answer('q3', 'x', 'Đúng rồi!', 'Xem kết quả')
  await screen.findByRole('heading', { name: 'Xong một lượt ôn' })
  fireEvent.click(screen.getByRole('button', { name: 'Ôn tiếp' }))
  await answer('q4', 'x', 'Đúng rồi!', 'Xem kết quả')
  await screen.findByRole('heading', { name: 'Xong phần ôn hôm nay' })
  screen.getByText('Nhớ tốt lắm! Cứ thế này là nhớ lâu.')
  expect((await itemsOf(an)).map((item) => !item.kind && Object.keys(item.submission.answers))).toEqual(
    expect.arrayContaining([['q1', 'q2', 'q3'], ['q4']]),
  )
})

test('says so when nothing is due', async () => {
  await due()
  render(<ReviewPage />)
  await screen.findByRole('heading', { name: 'Hôm nay không có câu nào cần ôn' })
})
