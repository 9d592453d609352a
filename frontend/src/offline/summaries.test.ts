import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import { api } from '../api/endpoints'
import type { Summary } from '../api/schema'
import { database } from './db'
import { fetchSummary, lastSummary, saveSummary } from './summaries'

const an = '11111111-1111-4111-8111-111111111111'
const summary = (submissions: number): Summary => ({
  resident: an,
  submissions,
  points: submissions,
  passed: 0,
  modules: [],
  reviews: [],
})
const known = async () => (await lastSummary(an))?.submissions

beforeEach(async () => {
  await (await database()).clear('summaries')
})

test('an answer that an acknowledgement has overtaken does not undo it', async () => {
  await saveSummary(summary(1))
  vi.spyOn(api, 'myProgress').mockImplementation(async () => {
    await saveSummary(summary(2)) // came with an acknowledgement, while this was under way
    return summary(1)
  })
  await fetchSummary(an)
  expect(await known()).toBe(2)
})

test('what the server knows holds, also where it knows less than before, as after a restore', async () => {
  await saveSummary(summary(5))
  vi.spyOn(api, 'myProgress').mockResolvedValue(summary(3))
  await fetchSummary(an)
  expect(await known()).toBe(3)
})
