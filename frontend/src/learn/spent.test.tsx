import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Module } from '../api/schema'
import type { Draft } from '../offline/db'
import { Quiz } from './module/Quiz'
import { afterSign, inSeconds, type Spent } from './spent'

describe('what counts', () => {
  const start: Spent = { ms: 0, until: 0 }
  const spentAfter = (...signs: [at: number, visible?: boolean][]) =>
    signs.reduce((spent, [at, visible = true]) => afterSign(spent, at, visible), start).ms

  test('the time between two touches', () => expect(spentAfter([4_000], [9_000])).toBe(9_000))
  test('of a long gap one minute', () => expect(spentAfter([60_000], [125_000])).toBe(120_000))
  test('and all of a minute', () => expect(spentAfter([60_000])).toBe(60_000))
  test('nothing while the page is hidden', () =>
    expect(spentAfter([5_000, false], [3_600_000], [3_601_000])).toBe(6_000))
  test('at most a minute before it is hidden', () => expect(spentAfter([900_000, false])).toBe(60_000))
  test('nothing while it is hidden, whatever happens there', () =>
    expect(spentAfter([5_000, false], [8_000, false], [9_000, false])).toBe(5_000))
  test('never less than before, whatever a clock says', () => expect(spentAfter([5_000], [1_000], [2_000])).toBe(6_000))
})

test('whole seconds, at most a day', () => expect([1_400, 1_500, 9e9].map(inSeconds)).toEqual([1, 2, 86_400]))

describe('a quiz', () => {
  const question = (id: string) => ({
    id,
    kind: 'single',
    text: `Câu ${id}?`,
    key: ['x'],
    options: [
      { id: 'x', text: 'Phải' },
      { id: 'y', text: 'Trái' },
    ],
  })
  const module = { id: 'm', version: 1, title: 'Bài', language: 'vi', quiz: { questions: ['q1', 'q2'].map(question) } }
  let now: number
  let seen: 'visible' | 'hidden'
  let draft: Draft
  const finish = vi.fn(async (_: number) => undefined)

  beforeEach(() => {
    now = 1_000_000
    seen = 'visible'
    draft = {
      owner: '',
      module: 'm',
      version: 1,
      seed: 1,
      step: 0,
      question: 0,
      answers: {},
      startedAt: '',
      checked: [],
    }
    finish.mockClear()
    vi.spyOn(performance, 'now').mockImplementation(() => now)
    vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => seen)
  })
  afterEach(async () => {
    if (document.body.hasChildNodes()) await leave()
    vi.restoreAllMocks()
  })

  /** As the lesson's page does: what is kept comes back as the draft. */
  function Page() {
    return <Quiz module={module as unknown as Module} draft={draft} change={keep} finish={finish} />
  }
  let redraw = () => {}
  function keep(part: Partial<Draft>) {
    draft = { ...draft, ...part }
    redraw()
  }
  function open() {
    const { rerender } = render(<Page />)
    redraw = () => rerender(<Page />)
  }
  /** What is done on leaving a page is done after the next one is drawn. */
  async function leave() {
    redraw = () => {}
    const forgot = vi.spyOn(document, 'removeEventListener')
    cleanup()
    await vi.waitFor(() => expect(forgot).toHaveBeenCalledWith('visibilitychange', expect.anything()))
  }
  const show = (how: typeof seen) => {
    seen = how
    document.dispatchEvent(new Event('visibilitychange'))
  }
  const press = (name: string | RegExp) => {
    fireEvent.pointerDown(document.body)
    fireEvent.click(screen.getByRole('button', { name }))
  }
  async function answer(onward: string) {
    fireEvent.click(screen.getByLabelText('Phải'))
    press('Trả lời')
    await screen.findByText('Đúng rồi!')
    press(onward)
  }

  test('tells how long it took, without hidden pages and pauses', async () => {
    open()
    now += 10_000
    await answer('Câu tiếp theo')
    now += 5_000
    show('hidden')
    now += 3_600_000
    show('visible')
    now += 300_000
    await answer('Xem kết quả')
    expect(finish).toHaveBeenCalledWith(75_000)
  })

  test('goes on from what it had taken when it was left, by another page or a closed app', async () => {
    open()
    now += 10_000
    await answer('Câu tiếp theo')
    now += 20_000
    await leave()
    expect(draft.spent).toBe(30_000)
    now = 0 // another start of the browser
    open()
    now += 7_000
    show('hidden') // and killed
    expect(draft.spent).toBe(37_000)
  })

  test('its draft does not come back once it is handed in', async () => {
    draft = { ...draft, question: 1, spent: 1 }
    open()
    await answer('Xem kết quả')
    const kept = draft
    now += 9_000
    show('hidden')
    await leave()
    expect(draft).toBe(kept)
  })
})
