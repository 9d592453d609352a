import { expect, test } from 'vitest'
import { ApiError } from '../../api/error'
import { lasting } from './lasting'

const now = () => Promise.resolve()

/** Answers with one refusal after the other, then well. */
function server(...codes: string[]) {
  let asked = 0
  const ask = () => {
    const code = codes[asked++]
    return code ? Promise.reject(new ApiError(0, code)) : Promise.resolve('done')
  }
  return { ask, times: () => asked }
}

test('work that outlasts a call is asked for until it is done', async () => {
  const { ask, times } = server('timeout', 'changed_meanwhile', 'changed_meanwhile')
  expect(await lasting(ask, now)).toBe('done')
  expect(times()).toBe(4)
})

test('what somebody else is changing is told at once', async () => {
  const { ask, times } = server('changed_meanwhile')
  await expect(lasting(ask, now)).rejects.toMatchObject({ code: 'changed_meanwhile' })
  expect(times()).toBe(1)
})

test('a refusal after waiting is told', async () => {
  const { ask } = server('timeout', 'village_closed')
  await expect(lasting(ask, now)).rejects.toMatchObject({ code: 'village_closed' })
})

test('it does not wait for ever', async () => {
  const { ask, times } = server(...Array<string>(100).fill('timeout'))
  await expect(lasting(ask, now)).rejects.toMatchObject({ code: 'timeout' })
  expect(times()).toBe(16)
})
