import { afterEach, expect, test, vi } from 'vitest'
import { api } from '../../api/endpoints'
import { ApiError } from '../../api/error'
import type { Village } from '../../api/schema'
import { leaders, readStanding } from './read'

const village = { id: '24163-001', roll: { adults: 80 } } as Village
const signal = new AbortController().signal
const bands = [
  { id: 'nho', from: 1, to: 149 },
  { id: 'lon', from: 150 },
]

function server(answers: (query: Record<string, unknown>) => object, offered: object[] = bands) {
  vi.spyOn(api, 'boards').mockResolvedValue({ items: [{ board: 'villages', bands: offered }], next: null } as never)
  return vi.spyOn(api, 'villagesBoard').mockImplementation(async (query) => answers(query ?? {}) as never)
}

afterEach(() => vi.restoreAllMocks())

const rows = (...ranks: number[]) => ({ items: ranks.map((rank) => ({ rank, id: `24163-00${rank}` })) })

test('a village is shown among those of its size, with the first three', async () => {
  const asked = server((query) => (query.around ? rows(4, 5, 6, 7, 8) : rows(1, 2, 3)))
  const standing = await readStanding('24163-006', village, signal)
  expect(standing.band).toEqual({ id: 'nho', from: 1, to: 149, at: 0, of: 2 })
  expect(standing.top).toHaveLength(3)
  expect(asked.mock.calls.map(([query]) => query)).toEqual([
    { band: 'nho', around: '24163-006', limit: 5 },
    { band: 'nho', limit: 3 },
  ])
})

test('where the neighbours begin with the first, the first three are not asked for', async () => {
  const asked = server(() => rows(1, 2, 3, 4, 5), [])
  const standing = await readStanding('24163-002', village, signal)
  expect(standing).toMatchObject({ band: undefined, top: [] })
  expect(asked).toHaveBeenCalledTimes(1)
})

test('a village without a rank gets the reason', async () => {
  vi.spyOn(api, 'village').mockResolvedValue(village as never)
  server((query) => {
    if (query.list !== 'apart') throw new ApiError(404, 'not_on_board')
    return { items: [{ id: '24163-001', reason: 'review' }] }
  })
  expect(await readStanding('24163-001', village, signal)).toMatchObject({ around: undefined, reason: 'review' })
})

test('a village whose roll went over a border is looked for among those of its size now', async () => {
  vi.spyOn(api, 'village').mockResolvedValue({ ...village, roll: { adults: 160 } } as never)
  server((query) => {
    if (query.band !== 'lon') throw new ApiError(404, 'not_on_board')
    return rows(1, 2, 3)
  })
  expect(await readStanding('24163-001', village, signal)).toMatchObject({ band: { id: 'lon' }, reason: undefined })
})

test('another failure is one', async () => {
  server(() => {
    throw new ApiError(0, 'offline')
  })
  await expect(readStanding('24163-001', village, signal)).rejects.toThrow()
})

test('who leads and is a neighbour stands there once', () => {
  expect(leaders(rows(1, 2, 3).items as never, rows(2, 3, 4).items as never).map(({ rank }) => rank)).toEqual([1])
})
