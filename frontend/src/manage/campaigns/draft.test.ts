import { expect, test } from 'vitest'
import type { CampaignRules } from '../../api/campaigns'
import { bandsOf, bordersOf, differing, draftOf, faultsOf, hasField, idOf, partOf, rulesOf } from './draft'

const rules: CampaignRules = {
  id: 'dot-1',
  version: 3,
  name: 'Đợt 1',
  first_day: '2026-11-01',
  last_day: '2027-02-08',
  modules: ['a', 'b'],
  measures: ['rate', 'points'],
  bands: [
    { id: 'nho', from: 1, to: 100 },
    { id: 'lon', from: 101 },
  ],
  targets: { participation: 60, places: { '24163': 70 } },
  min_roll: 20,
  min_learners: 5,
  grace_hours: 48,
  review_days: 7,
  flags: { people_per_device: 9, quick_share: 50 },
  open_registration: true,
  count_unconfirmed: false,
}

test('an id is made of the name, fits, and is none that is taken', () => {
  expect(idOf('Bình dân học vụ số, đợt 2', [])).toBe('binh-dan-hoc-vu-so-dot-2')
  expect(idOf('Đợt 2', ['dot-2', 'dot-2-2'])).toBe('dot-2-3')
  expect(idOf('***', [])).toBe('chien-dich')
  const long = idOf('một hai ba bốn năm sáu bảy tám chín mười mười một', [])
  expect(long).toMatch(/^[a-z0-9-]{1,40}$/)
  expect(idOf('một hai ba bốn năm sáu bảy tám chín mười mười một', [long])).toMatch(/^[a-z0-9-]{1,38}-2$/)
})

test('a form that nobody touches makes the same rules again', () => {
  const draft = draftOf(rules)
  expect(faultsOf(draft)).toEqual({})
  expect(rulesOf(draft, rules)).toEqual(rules)
  expect(differing(draft, draftOf(rulesOf(draft, rules)))).toEqual([])
})

test('targets of single places, which have no field, stay', () => {
  const { targets } = rulesOf({ ...draftOf(rules), participation: '' }, rules)
  expect(targets).toEqual({ places: { '24163': 70 } })
})

test('an emptied number turns its rule off', () => {
  const draft = draftOf(rules)
  const changed = rulesOf({ ...draft, flags: { ...draft.flags, quick_share: '' } }, rules)
  expect(changed.flags).toEqual({ people_per_device: 9 })
})

test('bands leave no gap and no overlap, and keep their names', () => {
  expect(bandsOf([100, 300], rules.bands ?? [])).toEqual([
    { id: 'nho', from: 1, to: 100 },
    { id: 'lon', from: 101, to: 300 },
    { id: 'b3', from: 301 },
  ])
  expect(bandsOf([], rules.bands ?? [])).toEqual([])
})

test('borders must rise', () => {
  expect(bordersOf('100, 300')).toEqual([100, 300])
  expect(bordersOf(' 100;300,900 ')).toEqual([100, 300, 900])
  expect(bordersOf('')).toEqual([])
  for (const bad of ['300, 100', '100, 100', '0', 'x', '1.5', '-3']) expect(bordersOf(bad)).toBeNull()
})

test('a thousand with its point is a thousand, and digits apart are not guessed about', () => {
  expect(bordersOf('1.000')).toEqual([1000])
  expect(bordersOf('400; 1.000')).toEqual([400, 1000])
  for (const bad of ['1 000', '100 300']) expect(bordersOf(bad)).toBeNull()
})

test('a form says at which of its parts what is wrong', () => {
  const draft = draftOf(rules)
  expect(faultsOf({ ...draft, name: ' ' })).toEqual({ name: 'name' })
  expect(faultsOf({ ...draft, last_day: '2026-10-31' })).toEqual({ last_day: 'days' })
  expect(faultsOf({ ...draft, first_day: '' })).toEqual({ first_day: 'dayMissing' })
  expect(faultsOf({ ...draft, last_day: '' })).toEqual({ last_day: 'dayMissing' })
  expect(faultsOf({ ...draft, modules: [], measures: [] })).toEqual({ modules: 'modules', measures: 'measures' })
  expect(faultsOf({ ...draft, participation: '-1', rules: { ...draft.rules, min_roll: '1.5' } })).toEqual({
    participation: 'number',
    min_roll: 'number',
  })
  expect(faultsOf({ ...draft, borders: '3, 2' })).toEqual({ borders: 'borders' })
})

test('a fault of the server is told at the field that it is about', () => {
  const fields = ['last_day', 'bands[1].from', 'flags.quick_share', 'targets.completion', 'modules[2]', 'pass_mark']
  const parts = ['last_day', 'borders', 'quick_share', 'completion', 'modules', 'pass_mark']
  expect(fields.map(partOf)).toEqual(parts)
  expect(parts.map((part) => hasField(part, draftOf(rules)))).toEqual(parts.map(() => true))
  expect(['targets.places[24163]', 'ward', 'id'].map((field) => hasField(partOf(field), draftOf(rules)))).toEqual([
    false,
    false,
    false,
  ])
})

test('differences are told by the part that differs, and the order of modules is none', () => {
  const draft = draftOf(rules)
  expect(differing(draft, { ...draft, modules: ['b', 'a'] })).toEqual([])
  expect(differing(draft, { ...draft, name: 'X', rules: { ...draft.rules, grace_hours: '24' } })).toEqual([
    'name',
    'grace_hours',
  ])
  expect(differing(draft, { ...draft, places: { '24163': 80 } })).toEqual(['places'])
})
