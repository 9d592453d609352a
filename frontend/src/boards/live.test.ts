import { act, renderHook } from '@testing-library/preact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useCurrent, watchBoard } from './live'

class FakeSource extends EventTarget {
  static readonly OPEN = 1
  static readonly CLOSED = 2
  static all: FakeSource[] = []
  readyState = 0
  constructor(readonly url: string) {
    super()
    FakeSource.all.push(this)
  }
  say(type: string) {
    this.dispatchEvent(new Event(type))
  }
  close() {
    this.readyState = FakeSource.CLOSED
  }
}

const latest = () => FakeSource.all[FakeSource.all.length - 1] as FakeSource

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', FakeSource)
  FakeSource.all = []
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const hide = (hidden: boolean) => {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden)
  document.dispatchEvent(new Event('visibilitychange'))
}

test('an event is passed on at once, and a burst of them once a second', () => {
  const changed = vi.fn()
  const stop = watchBoard('wards', 'rate', changed)
  expect(latest().url).toBe('/api/v1/boards/wards/stream?measure=rate')
  latest().readyState = FakeSource.OPEN
  latest().say('board')
  vi.advanceTimersByTime(0)
  expect(changed).toHaveBeenCalledTimes(1)
  for (let i = 0; i < 5; i++) latest().say('board')
  vi.advanceTimersByTime(999)
  expect(changed).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1)
  expect(changed).toHaveBeenCalledTimes(2)
  stop()
})

test('while the stream is refused the page asks every 20 s and tries the stream again', () => {
  const changed = vi.fn()
  const stop = watchBoard('wards', 'rate', changed)
  latest().readyState = FakeSource.CLOSED
  vi.advanceTimersByTime(20_001)
  expect(changed).toHaveBeenCalledTimes(1)
  expect(FakeSource.all).toHaveLength(2)
  latest().readyState = FakeSource.OPEN
  latest().say('open')
  vi.advanceTimersByTime(39_000)
  expect(changed).toHaveBeenCalledTimes(1)
  stop()
})

test('a quiet board is left alone for as long as its stream beats', () => {
  const changed = vi.fn()
  const stop = watchBoard('wards', 'rate', changed)
  latest().readyState = FakeSource.OPEN
  latest().say('open')
  for (let beats = 0; beats < 40; beats++) {
    vi.advanceTimersByTime(15_000)
    latest().say('beat')
  }
  expect(changed).not.toHaveBeenCalled()
  expect(FakeSource.all).toHaveLength(1)
  stop()
})

test('a stream that falls silent is dead, whatever it says of itself: the page asks, and opens another one', () => {
  const changed = vi.fn()
  const stop = watchBoard('wards', 'rate', changed)
  const dead = latest()
  dead.readyState = FakeSource.OPEN
  dead.say('open')
  vi.advanceTimersByTime(61_000)
  expect(changed).toHaveBeenCalledTimes(1)
  expect(dead.readyState).toBe(FakeSource.CLOSED)
  expect(FakeSource.all).toHaveLength(2)
  stop()
})

test('a stream that comes back after a break lets the page ask, one that opens first does not', () => {
  const changed = vi.fn()
  const stop = watchBoard('wards', 'rate', changed)
  latest().say('open')
  vi.advanceTimersByTime(2000)
  expect(changed).not.toHaveBeenCalled()
  latest().say('open')
  vi.advanceTimersByTime(0)
  expect(changed).toHaveBeenCalledTimes(1)
  stop()
})

test('a page that nobody looks at is silent, and catches up when it is seen again', () => {
  const changed = vi.fn()
  const stop = watchBoard('wards', 'rate', changed)
  const before = latest()
  hide(true)
  expect(before.readyState).toBe(FakeSource.CLOSED)
  vi.advanceTimersByTime(60_000)
  expect(changed).not.toHaveBeenCalled()
  hide(false)
  vi.advanceTimersByTime(0)
  expect(changed).toHaveBeenCalledTimes(1)
  expect(FakeSource.all).toHaveLength(2)
  stop()
  expect(latest().readyState).toBe(FakeSource.CLOSED)
})

let brokenOff = 0

/** A server whose answers take a while, and say when they were asked for. */
function slow(takes: number, fails: () => boolean = () => false) {
  brokenOff = 0
  return vi.fn(
    (signal: AbortSignal) =>
      new Promise<number>((answer, fail) => {
        const began = Date.now()
        let answered = false
        setTimeout(() => {
          answered = true
          if (fails()) fail(new Error('away'))
          else answer(began)
        }, takes)
        signal.addEventListener('abort', () => {
          if (!answered) brokenOff++
        })
      }),
  )
}

const pass = (ms: number) =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms)
  })

test('on a slow phone a board is read to its end though it changes each second, and the last change is read too', async () => {
  const load = slow(3000)
  const { result, unmount } = renderHook(() => useCurrent('wards', 'rate', load))
  await pass(0)
  latest().readyState = FakeSource.OPEN
  latest().say('open')
  for (let second = 0; second < 10; second++) {
    latest().say('board')
    await pass(1000)
  }
  expect(result.current.data).toBeDefined()
  const last = Date.now() - 1000
  for (let second = 0; second < 8; second++) await pass(1000)
  expect(result.current.data).toBeGreaterThanOrEqual(last)
  expect(result.current.loading).toBe(false)
  expect(brokenOff).toBe(0)
  unmount()
})

test('a reading that hangs is given up for news after two minutes', async () => {
  const load = slow(10_000_000)
  const { unmount } = renderHook(() => useCurrent('wards', 'rate', load))
  await pass(0)
  await pass(121_000)
  latest().say('board')
  await pass(1000)
  expect(load).toHaveBeenCalledTimes(2)
  unmount()
})

test('an error stands until the next answer, and is cleared by who asks again', async () => {
  let away = true
  const load = slow(3000, () => away)
  const { result, unmount } = renderHook(() => useCurrent('wards', 'rate', load))
  await pass(3001)
  expect(result.current.error).toBeDefined()
  latest().say('board')
  await pass(1000)
  expect(result.current.loading).toBe(true)
  expect(result.current.error).toBeDefined()
  await act(() => result.current.reload())
  expect(result.current.error).toBeUndefined()
  away = false
  await pass(6000)
  expect(result.current).toMatchObject({ error: undefined, loading: false })
  unmount()
})
