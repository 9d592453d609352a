import { expect, test } from 'vitest'
import { newest } from './newest'

test('only the answer to the newest question counts, in whatever order answers come', () => {
  const asking = newest()
  const first = asking.ask()
  expect(first()).toBe(true)
  const second = asking.ask()
  expect([first(), second()]).toEqual([false, true])
  expect(asking.ask()()).toBe(true)
  expect(second()).toBe(false)
})
