import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Login, Person, Submission } from '../api/schema'
import { dropToken, switchLogin } from '../api/token'
import '../app/account'
import { session } from '../app/session'
import { database } from './db'
import { flush, itemsOf, put } from './outbox'
import { knownPeople } from './people'
import { uuid } from './uuid'

const an = '11111111-1111-4111-8111-111111111111'
const binh = '22222222-2222-4222-8222-222222222222'

const login = (id: string): Login => ({
  access_token: `token of ${id}`,
  expires_in: 900,
  person: { id, name: id, role: 'resident', phone: null, village: null, guardian: null } as unknown as Person,
})
const as = (id: string) => switchLogin(async () => login(id))

/** What reached the server: whose token carried which submissions. */
let arrived: { token: string; ids: string[] }[] = []
/** Whose cookie the browser has. */
let cookie = an
let answer: (token: string, ids: string[]) => Promise<Response> | Response

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })
const took = (_: string, ids: string[]) => json({ results: ids.map((id) => ({ id, status: 201 })) })

beforeEach(async () => {
  const db = await database()
  await Promise.all([db.clear('outbox'), db.clear('people')])
  dropToken()
  arrived = []
  answer = took
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    if (url.endsWith('/auth/refresh')) return json(login(cookie))
    const token = String((init.headers as Record<string, string>).Authorization)
    const ids = (JSON.parse(String(init.body)) as { submissions: Submission[] }).submissions.map((one) => one.id)
    arrived.push({ token, ids })
    return answer(token, ids)
  })
})

async function keep(owner: string): Promise<string> {
  const id = uuid()
  const submission = { id, module: 'm', version: 1, answers: {}, started_at: '', finished_at: '' }
  await put(owner, submission, 'Bài', null)
  return id
}

const carriedBy = (id: string) =>
  arrived.filter(({ token }) => token === `Bearer token of ${id}`).flatMap(({ ids }) => ids)

test('each person sends their own answers, whoever was there before', async () => {
  const [mine, theirs] = [await keep(an), await keep(binh)]
  await as(an)
  await flush()
  await as(binh)
  await flush()
  expect(carriedBy(an)).toEqual([mine])
  expect(carriedBy(binh)).toEqual([theirs])
})

test('who comes while a batch is under way does not carry the next one', async () => {
  const mine = await Promise.all(Array.from({ length: 51 }, () => keep(an)))
  await as(an)
  answer = async (token, ids) => {
    cookie = binh
    await as(binh)
    return took(token, ids)
  }
  await flush()
  expect(carriedBy(binh)).toEqual([])
  expect(carriedBy(an)).toHaveLength(50)
  expect(await itemsOf(an)).toHaveLength(1)
  expect(mine).toContain((await itemsOf(an))[0]?.id)
})

test('a token refused after somebody else has come is not replaced by theirs', async () => {
  const mine = await keep(an)
  await as(an)
  answer = async () => {
    cookie = binh
    await as(binh)
    return json({ code: 'login_expired' }, 401)
  }
  await flush()
  expect(carriedBy(binh)).toEqual([])
  expect(await itemsOf(an)).toMatchObject([{ id: mine, tries: 0, parked: null }])
  expect(session.get()).toMatchObject({ person: { id: binh }, expired: false })
})

test('a cookie that is being traded does not bring back who has just left', async () => {
  let release = () => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const traded = vi.fn(async () => {
    await held
    return json(login(an))
  })
  vi.stubGlobal('fetch', traded)
  const { accessToken } = await import('../api/token')
  const before = accessToken()
  await vi.waitFor(() => expect(traded).toHaveBeenCalled())
  const switched = as(binh)
  release()
  await Promise.all([before, switched])
  expect(session.get().person?.id).toBe(binh)
  expect(await accessToken()).toBe(`token of ${binh}`)
})

test('everybody who has signed in is known on the phone', async () => {
  await as(binh)
  await as(an)
  await vi.waitFor(async () => expect((await knownPeople()).map(({ id }) => id)).toEqual([an, binh]))
})

test('who is signed in hands over although their own token has run out', async () => {
  cookie = an
  dropToken()
  const given = vi.fn(async (token?: string) => login(token === `token of ${an}` ? binh : 'nobody'))
  await switchLogin(given, true)
  expect(session.get().person?.id).toBe(binh)
})
