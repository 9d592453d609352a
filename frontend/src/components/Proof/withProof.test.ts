import { expect, test, vi } from 'vitest'
import { ApiError } from '../../api/error'
import { withProof } from './withProof'

const refused = new ApiError(403, 'proof_required')

test('what needs no proof asks for none', async () => {
  const ask = vi.fn()
  expect(await withProof(async () => 'done', ask)).toBe('done')
  expect(ask).not.toHaveBeenCalled()
})

test('after the proof the same is done again', async () => {
  const work = vi.fn().mockRejectedValueOnce(refused).mockResolvedValueOnce('done')
  expect(await withProof(work, async () => true)).toBe('done')
  expect(work).toHaveBeenCalledTimes(2)
})

test('who gives no proof gets the refusal, and nothing is tried again', async () => {
  const work = vi.fn().mockRejectedValue(refused)
  await expect(withProof(work, async () => false)).rejects.toBe(refused)
  expect(work).toHaveBeenCalledTimes(1)
})

test('other refusals ask for nothing', async () => {
  const ask = vi.fn()
  const other = new ApiError(403, 'forbidden')
  await expect(withProof(() => Promise.reject(other), ask)).rejects.toBe(other)
  expect(ask).not.toHaveBeenCalled()
})

test('a proof that does not suffice is not asked for twice', async () => {
  const ask = vi.fn().mockResolvedValue(true)
  await expect(withProof(() => Promise.reject(refused), ask)).rejects.toBe(refused)
  expect(ask).toHaveBeenCalledTimes(1)
})
