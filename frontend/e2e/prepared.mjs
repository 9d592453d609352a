// What a fresh demo lacks: an evening with people in it, one of yesterday, a certificate. Each is made by the API when a page first asks
// for it, so that the pages before it are as an empty one finds them.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { api, base, demo, login } from './browser.mjs'

/** As long as names are here, so that whatever is too narrow for one shows. */
export const longName = 'Nguyễn Phước Hoàng Thị Ngọc Phương Uyên H’Đớk Niê Kđăm'
const named = [
  longName,
  "H'Bliăk Mlô",
  'Y Moan Êban',
  'Nguyễn Thị Ánh',
  'Nguyễn Thị Ánh',
  'Trần Văn Cường',
  'Lê Thị Hồng Đào',
]
const consent = { account: true, village_list: true, statistics: true, certificate: false }

/** @template T @param {() => Promise<T>} make @returns {() => Promise<T>} which makes it once */
function once(make) {
  /** @type {Promise<T> | undefined} */
  let made
  return () => {
    made ??= make()
    return made
  }
}

/** @param {{phone: string, pin?: string, password?: string}} who */
export async function sender(who) {
  const { token, person } = await login(who)
  /** @param {string} method @param {string} path @param {object} [body] */
  const send = async (method, path, body) => {
    const response = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    assert(response.ok, `${method} ${path} answered ${response.status}: ${response.ok ? '' : await response.text()}`)
    return response.status === 204 ? undefined : response.json()
  }
  return { send, token, person }
}

const hour = 3_600_000
const namespace = Buffer.from('20e3c3c68ccb586f9fa2953893b7c336', 'hex')

/** The id that a phone makes for the session of a village at a time. @param {string} village @param {number} at */
export function sessionOf(village, at) {
  const there = new Date(at + 7 * hour)
  const part = there.getUTCHours() < 12 ? 'morning' : there.getUTCHours() < 17 ? 'afternoon' : 'evening'
  const name = `${village}|${there.toISOString().slice(0, 10)}|${part}`
  const hash = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16)
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/**
 * Hands in an attempt at a module, right or wrong.
 * @param {Awaited<ReturnType<typeof sender>>} by
 * @param {string} module
 * @param {{ right?: boolean, resident?: string, session?: string }} [how]
 */
export async function attempt({ send }, module, { right = true, ...whose } = {}) {
  const { version, quiz } = await api(`/modules/${module}?lang=vi`)
  /** Wrong where there is one thing to choose, which is enough to fail. @param {any} question */
  const answer = ({ kind, options, key }) =>
    right || (kind !== 'single' && kind !== 'true_false')
      ? key
      : [options.find((/** @type {any} */ o) => o.id !== key[0]).id]
  const answers = Object.fromEntries(quiz.questions.map((/** @type {any} */ one) => [one.id, answer(one)]))
  const at = new Date().toISOString()
  const one = { id: crypto.randomUUID(), module, version, answers, started_at: at, finished_at: at, ...whose }
  const { results } = await send('POST', '/submissions/batch', { submissions: [one] })
  assert.equal(results[0].status, 201, JSON.stringify(results[0]))
}

/** @param {string} village of the demo's coordinator */
export function prepared(village) {
  const helper = once(() => sender(demo.coordinator))
  const module = once(async () => (await api('/courses')).items[0].modules[0].id)

  const people = once(async () => {
    const { send } = await helper()
    const made = []
    for (const [at, name] of named.entries()) {
      const phone = name === 'Nguyễn Thị Ánh' ? `09122233${40 + at}` : undefined
      made.push((await send('POST', `/villages/${village}/residents`, { name, consent, ...(phone && { phone }) })).id)
    }
    return made
  })

  /** A session with all of them, the last of whom has gone home. @param {number} from when @param {boolean} closed */
  async function hold(from, closed) {
    const { send } = await helper()
    const all = await people()
    const session = sessionOf(village, from)
    /** @param {number} minutes */
    const at = (minutes) => new Date(from + minutes * 60_000).toISOString()
    const events = [
      { kind: 'opened', at: at(0), module: await module(), place: 'Nhà văn hóa buôn Ea Đrăng, gần trường tiểu học' },
      ...all.map((person, n) => ({ kind: 'joined', at: at(1 + n), person })),
      { kind: 'left', at: at(10), person: all.at(-1) },
      ...(closed ? [{ kind: 'closed', at: at(11) }] : []),
    ].map((one) => ({ id: crypto.randomUUID(), session, ...one }))
    const { results } = await send('POST', `/villages/${village}/fieldwork`, { events })
    for (const one of results) assert.equal(one.status, 201, JSON.stringify(one))
    return session
  }

  const evening = once(async () => {
    const session = await hold(Date.now() - 12 * 60_000, false)
    const by = await helper()
    const [first, second, third] = await people()
    await attempt(by, await module(), { resident: second, session })
    for (const resident of [third, third]) await attempt(by, await module(), { resident, session, right: false })
    return { session, first }
  })
  const yesterday = once(() => hold(Date.now() - 24 * hour, true))

  const certificate = once(async () => {
    const by = await sender(demo.resident)
    const { person } = by
    const { id: campaign, modules } = (await api('/campaigns')).items[0]
    for (const one of modules) await attempt(by, one)
    await by.send('PATCH', '/me', { consent: { ...person.consent, certificate: true } })
    const made = await by.send('POST', '/me/certificates', { campaign, shown: 'name', name: longName })
    return made.id
  })
  return { evening, yesterday, people, certificate }
}
