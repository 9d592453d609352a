import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { api } from '../api/endpoints'
import { ApiError } from '../api/error'
import type { Account, Consent, Module, Person, SubmissionResult } from '../api/schema'
import { outboxState } from '../app/running'
import { markSignedIn, session } from '../app/session'
import { fieldApi } from '../coordinate/field/api'
import { enrol, handIn, log, ownWork } from '../coordinate/field/log'
import { correct, isAlready, sendAgain } from '../coordinate/field/mend'
import { database, type EnrolmentItem } from './db'
import { discard, flush, flushNow, itemsOf } from './outbox'
import { lastSummary } from './summaries'

const helper = { owner: '11111111-1111-4111-8111-111111111111', village: '24163-001' }
const evening = '22222222-2222-5222-8222-222222222222'
const known = '33333333-3333-4333-8333-333333333333'
const consent: Consent = { account: true, village_list: true, statistics: true, certificate: false }
const module = { id: 'm', title: 'Bài', version: 1 } as Module

/** What the server was told, in the order in which it came: the enrolled name, or kinds and ids of a batch. */
let arrived: string[] = []
const enrolled = vi.spyOn(fieldApi, 'enrol')
const logged = vi.spyOn(fieldApi, 'log')
const submitted = vi.spyOn(api, 'submitBatch')

beforeEach(async () => {
  const db = await database()
  await Promise.all([db.clear('outbox'), db.clear('summaries'), db.clear('sent')])
  session.set({ person: { id: helper.owner, appointments: [] } as unknown as Person, expired: false })
  markSignedIn(helper.owner)
  arrived = []
  enrolled.mockReset().mockImplementation(async (_, { name }) => {
    arrived.push(`enrol ${name}`)
    return {} as Account
  })
  logged.mockReset().mockImplementation(async (_, events) => {
    arrived.push(`log ${events.length}`)
    return { results: events.map(({ id }) => ({ id, status: 201 })) }
  })
  submitted.mockReset().mockImplementation(async (submissions) => {
    arrived.push(`submit ${submissions.length}`)
    return {
      results: submissions.map(({ id, resident }) => ({ id, status: 201, result: resultOf(id, resident ?? '') })),
    }
  })
})

const resultOf = (id: string, resident: string): SubmissionResult => ({
  id,
  resident,
  module: 'm',
  version: 1,
  score: 1,
  max: 1,
  passed: true,
  feedback: [],
  summary: { resident, submissions: 1, points: 1, passed: 1, modules: [], reviews: [] },
})

const join = (person: string) => log(helper, { kind: 'joined', session: evening, person }, 'Điểm danh')
const quiz = (person: string) =>
  handIn(helper, {
    session: evening,
    person,
    module,
    graded: { score: 1, max: 1, passed: true },
    submission: { answers: {}, started_at: '2026-12-01T12:00:00Z', finished_at: '2026-12-01T12:05:00Z' },
  })
const newcomer = (name = 'H’Lan') => enrol(helper, evening, { name, consent }, name)
const left = () => itemsOf(helper.owner)
/** Until what is refused is refused for good. */
const insist = async () => {
  for (let n = 0; n < 7; n++) await flushNow()
}
const refusedEnrolment = async (code: string) => {
  const person = await newcomer()
  await quiz(person)
  enrolled.mockRejectedValueOnce(new ApiError(409, code))
  await flush()
  return (await left()).find(({ id }) => id === person) as EnrolmentItem
}

test('enrolments go first, then what the team did, then what was answered', async () => {
  await quiz(known)
  await join(known)
  await newcomer()
  await flush()
  expect(arrived).toEqual(['enrol H’Lan', 'log 2', 'submit 1'])
  expect(await left()).toEqual([])
})

describe('what is about somebody enrolled on this phone', () => {
  test('waits until the server knows them, and the rest does not', async () => {
    const person = await newcomer()
    await quiz(person)
    await join(known)
    enrolled.mockRejectedValueOnce(new ApiError(500, 'internal'))
    await flush()
    expect(arrived).toEqual(['log 1'])
    expect(await left()).toHaveLength(3)
    await flushNow()
    expect(arrived).toEqual(['log 1', 'enrol H’Lan', 'log 1', 'submit 1'])
    expect(await left()).toEqual([])
  })

  test('waits with a refused enrolment for the helper, wakes nobody meanwhile, and goes when they give it up', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const person = await newcomer()
    await quiz(person)
    enrolled.mockRejectedValue(new ApiError(409, 'id_taken'))
    await flush()
    // What hangs on it needs a look as well: nothing but the helper can set it free.
    expect(outboxState.get()).toMatchObject({ unsent: 0, parked: 3 })
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
    await discard(person)
    expect(await left()).toEqual([])
  })

  test('one bad enrolment holds back no other', async () => {
    await newcomer('Sai')
    await newcomer('Đúng')
    enrolled.mockImplementation(async (_, { name }) => {
      if (name === 'Sai') throw new ApiError(422, 'invalid_input')
      arrived.push(`enrol ${name}`)
      return {} as Account
    })
    await flush()
    expect(arrived).toEqual(['enrol Đúng', 'log 1'])
    expect((await left()).map(({ kind, parked }) => [kind, parked]).sort()).toEqual([
      ['enrolment', 'invalid_input'],
      ['fieldwork', null],
    ])
  })
})

describe('one bad event never blocks the others', () => {
  test('it is parked, the rest is sent', async () => {
    const bad = await join(known)
    await join(known)
    await quiz(known)
    logged.mockImplementation(async (_, events) => ({
      results: events.map(({ id }) =>
        id === bad ? { id, status: 422, problem: { code: 'bad_session' } as never } : { id, status: 201 },
      ),
    }))
    await flush()
    expect(arrived).toEqual(['submit 1'])
    expect(await left()).toMatchObject([{ id: bad, parked: 'bad_session' }])
  })

  test('a village that is not this helper’s any more parks its events, and answers still go', async () => {
    await join(known)
    await quiz(known)
    logged.mockRejectedValue(new ApiError(403, 'forbidden'))
    await flush()
    // An update under way may say so for a while.
    expect(await left()).toMatchObject([{ kind: 'fieldwork', parked: null }])
    await insist()
    expect(arrived).toEqual(['submit 1'])
    expect(await left()).toMatchObject([{ kind: 'fieldwork', parked: 'forbidden' }])
  })

  test('a server that stumbles over events gets them later, and answers now', async () => {
    await join(known)
    await quiz(known)
    logged.mockRejectedValue(new ApiError(500, 'internal'))
    await flush()
    expect(arrived).toEqual(['submit 1'])
    expect(await left()).toMatchObject([{ kind: 'fieldwork', parked: null, tries: 1 }])
  })
})

test('without a network nothing is asked twice, and all of it goes once there is one', async () => {
  const person = await newcomer()
  await quiz(person)
  await quiz(known)
  enrolled.mockRejectedValue(new ApiError(0, 'offline'))
  await flush()
  expect(enrolled).toHaveBeenCalledTimes(1)
  expect(logged).not.toHaveBeenCalled()
  expect(submitted).not.toHaveBeenCalled()
  enrolled.mockReset().mockResolvedValue({} as Account)
  await flushNow()
  expect(await left()).toEqual([])
})

test('fifty events go at a time', async () => {
  for (let n = 0; n < 51; n++) await join(known)
  await flush()
  expect(arrived).toEqual(['log 50', 'log 1'])
})

test('an enrolment and its attendance are kept together, and sent with the same id each time', async () => {
  const person = await newcomer()
  enrolled.mockRejectedValueOnce(new ApiError(0, 'timeout'))
  await flush()
  await flushNow()
  expect(enrolled.mock.calls.map(([, body]) => body.id)).toEqual([person, person])
})

describe('what a phone knows of an evening', () => {
  test('is the same before and after it was sent', async () => {
    const person = await newcomer()
    await quiz(person)
    const before = await ownWork(helper)
    await flush()
    const { unsent, waiting, ...after } = await ownWork(helper)
    expect(before).toMatchObject({ ...after, unsent: 3 })
    expect(waiting).toEqual([])
    expect(unsent).toBe(0)
    expect(after.results).toEqual([{ session: evening, person, module: 'm', passed: true }])
  })

  test('leaves out what the server has refused', async () => {
    await join(known)
    logged.mockRejectedValue(new ApiError(403, 'forbidden'))
    await insist()
    expect(await ownWork(helper)).toMatchObject({ events: [], parked: 1 })
  })

  test('names whoever did not agree to be listed only until they are enrolled', async () => {
    await enrol(helper, evening, { name: 'Y Thương', consent: { ...consent, village_list: false } }, '')
    expect((await ownWork(helper)).enrolled).toMatchObject([{ name: 'Y Thương' }])
    await flush()
    expect((await ownWork(helper)).enrolled).toMatchObject([{ name: null }])
  })
})

test('a helper’s phone keeps nobody else’s progress', async () => {
  await quiz(known)
  await flush()
  expect(await lastSummary(known)).toBeUndefined()
})

describe('a refused enrolment', () => {
  test('is sent again with all that hangs on it', async () => {
    const { id } = await refusedEnrolment('consent_outdated')
    await sendAgain(id)
    expect(arrived).toEqual(['enrol H’Lan', 'log 1', 'submit 1'])
    expect(await left()).toEqual([])
  })

  test('is sent as corrected under the same id', async () => {
    const item = await refusedEnrolment('invalid_input')
    await correct(item, { name: 'H’Lan Niê', phone: '0912345678', agreed: { consent, version: 'new' } })
    expect(enrolled).toHaveBeenLastCalledWith(
      helper.village,
      { id: item.id, name: 'H’Lan Niê', phone: '0912345678', consent, consent_version: 'new' },
      helper.owner,
    )
    expect(await left()).toEqual([])
  })

  test('of somebody on the list already gives that person the attendance and the answers', async () => {
    const { id } = await refusedEnrolment('id_taken')
    await isAlready(id, known)
    expect(enrolled).toHaveBeenCalledTimes(1)
    expect(logged.mock.calls.flatMap(([, events]) => events.map(({ person }) => person))).toEqual([known])
    expect(submitted.mock.calls.flatMap(([all]) => all.map(({ resident }) => resident))).toEqual([known])
    expect((await ownWork(helper)).results).toMatchObject([{ person: known }])
  })
})

test('a server that is busy is asked by one enrolment, and the others wait as long', async () => {
  for (const name of ['An', 'Bình', 'Chi']) await newcomer(name)
  enrolled.mockRejectedValue(new ApiError(429, 'too_many_requests', 60))
  await flush()
  await flush()
  expect(enrolled).toHaveBeenCalledTimes(1)
  const times = (await left()).flatMap(({ kind, notBefore }) => (kind === 'enrolment' ? notBefore - Date.now() : []))
  expect(times).toHaveLength(3)
  for (const time of times) expect(time).toBeGreaterThan(30_000)
})

test('what is acknowledged after its helper has signed out leaves nothing behind', async () => {
  await newcomer()
  enrolled.mockImplementation(async () => {
    markSignedIn(undefined)
    return {} as Account
  })
  await flush()
  expect((await (await database()).getAll('sent')).filter(({ enrolled }) => enrolled)).toEqual([])
})
