import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchBoard } from './live'

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
  vi.advanceTimersByTime(60_000)
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
