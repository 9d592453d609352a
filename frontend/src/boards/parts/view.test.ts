import { describe, expect, test } from 'vitest'
import { bandOf, boardQuery, changed, elsewhere, nextRank, type Row, search, viewOf } from './view'

describe('the address of a view', () => {
  test('says nothing of what is as usual', () => {
    expect(search(viewOf({}))).toBe('')
    expect(boardQuery(viewOf({ window: 'campaign' }))).toEqual({})
  })

  test('comes back as it went', () => {
    const query = {
      campaign: 'mau',
      measure: 'points',
      window: 'week',
      band: 'nho',
      list: 'apart',
      around: '24163-001',
    }
    expect(Object.fromEntries(new URLSearchParams(search(viewOf(query))))).toEqual(query)
  })

  test('with what nobody knows counts as not said', () => {
    expect(search(viewOf({ measure: 'beauty', window: 'year', list: 'all' }))).toBe('')
  })
})

describe('choosing', () => {
  test('the gain has no window', () => {
    expect(viewOf({ measure: 'gain', window: 'week' }).window).toBe('campaign')
    expect(changed(viewOf({ window: 'week' }), { measure: 'gain' }).window).toBe('campaign')
  })

  test('another list forgets the place that was looked for, another measure does not', () => {
    const view = viewOf({ around: '24163-001' })
    expect(changed(view, { measure: 'points' }).around).toBe('24163-001')
    expect(changed(view, { list: 'apart' }).around).toBeUndefined()
    expect(changed(view, { list: 'apart', around: '24163-001' }).around).toBe('24163-001')
  })

  test('another board keeps what it can', () => {
    const view = viewOf({ measure: 'points', window: 'week', band: 'nho', around: '24163-001', list: 'apart' })
    expect(search(elsewhere(view, false))).toBe('?measure=points&window=week')
    expect(search(elsewhere(view, true))).toBe('?measure=points&window=week&band=nho')
  })
})

test('both ends of a band are in it, and the last has no end', () => {
  const bands = [
    { id: 'nho', from: 1, to: 149 },
    { id: 'lon', from: 150 },
  ]
  expect([0, 1, 149, 150, 9999].map((adults) => bandOf(adults, bands)?.id)).toEqual([
    undefined,
    'nho',
    'nho',
    'lon',
    'lon',
  ])
})

test('the next better rank is that of the nearest row with another one', () => {
  const rows = [1, 2, 2, 4].map((rank) => ({ rank }) as Row)
  expect(rows.map((_, index) => nextRank(rows, index))).toEqual([undefined, 1, 1, 2])
})
