import { expect, test } from 'vitest'
import type { SessionResults } from '../../api/schema'
import { outcome, triedBy } from './outcome'

const own = (passed: boolean | null, module = 'm', session = 's') => ({ session, person: 'an', module, passed })
const told = (passed: boolean, more = {}): SessionResults =>
  ({
    session: { id: 's' },
    items: [{ person: 'an', results: [{ module: 'm', passed, review: false, ...more }] }],
  }) as unknown as SessionResults
const known = (results: ReturnType<typeof own>[], server?: SessionResults) => ({
  id: 's',
  session: { module: 'm', people: [{ person: 'an' }, { person: 'binh' }] },
  own: { results },
  told: server,
})

test.each([
  ['passed at the second try', [own(false), own(true)], undefined, 'passed'],
  ['passed on another phone', [own(false)], told(true), 'passed'],
  ['tried in vain', [own(false)], undefined, 'tried'],
  ['graded by the server only', [own(null)], undefined, 'waiting'],
  ['another module', [own(true, 'n')], undefined, 'none'],
  ['another session', [own(true, 'm', 't')], undefined, 'none'],
  ['a review', [], told(true, { review: true }), 'none'],
] as const)('%s', (_, results, server, wanted) => expect(outcome(known([...results], server), 'an')).toBe(wanted))

test('only those who have not had the phone come next', () => {
  expect([...triedBy(known([own(false)]))]).toEqual(['an'])
})
