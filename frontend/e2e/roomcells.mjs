// The views of the managers' room: each holds its tables against an answer about the province or a ward.
import assert from 'node:assert/strict'
import * as cell from './cells.mjs'
import { count, hold, number, ofPlace, orDash, percent, rate, rowsOf, share } from './cells.mjs'

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {any} Answer */

/** @param {Page} page @param {number} [nth] */
const tableOf = (page, nth = 0) => rowsOf(page.locator('main table.table').nth(nth))

/** How a place is called in a list of its like. @param {Answer} room @param {Answer} one */
const nameOf = (room, { name, kind }) => (room.ward ? name : `${kind === 'ward' ? 'Phường' : 'Xã'} ${name}`)

/** @param {import('./cells.mjs').Row[]} rows @param {Answer} room @param {Answer} one */
const rowOf = (rows, room, one) => rows.find(({ name }) => name === nameOf(room, one))?.cells

/** @param {...string} texts */
const line = (...texts) => texts.join(' | ').replace(/\u00a0/g, ' ')

/** @param {Page} page @param {Answer} room */
async function targets(page, room) {
  const rows = await tableOf(page)
  for (const one of room.places) {
    const { participants, roll } = one.totals
    const missing =
      participants === null || roll === 0 ? null : Math.max(0, Math.ceil((one.target * roll) / 100) - participants)
    hold(one.id, rowOf(rows, room, one), {
      'Tỷ lệ tham gia': rate(one.totals),
      'Chỉ tiêu': `${one.target} %`,
      'Còn thiếu': missing === null ? '–' : missing === 0 ? 'đã đạt' : number(missing),
      'Người tham gia': count(participants),
      'Người trưởng thành': orDash(roll),
    })
  }
}

/** @param {Page} page @param {Answer} room */
async function trends(page, room) {
  const rows = await tableOf(page)
  const sums = new Map(room.running.map((/** @type {Answer} */ { day, participants }) => [day, participants]))
  let more = false
  for (const { day, participants, completed, submissions } of room.days) {
    more ||= participants === null
    const row = rows.find(({ name }) => name === cell.dayText(day))
    hold(day, row?.cells, {
      'Mới tham gia': count(participants),
      'Mới hoàn thành': count(completed),
      'Bài nộp': count(submissions),
      ...(sums.has(day) && { 'Cộng dồn': more ? `ít nhất ${number(sums.get(day))}` : number(sums.get(day)) }),
    })
  }
}

/** @param {Page} page @param {Answer} room */
async function spread(page, { spread: { no_roll, none, few, tenths }, bands }) {
  const steps = [no_roll, none, few, ...tenths]
  const all = steps.reduce((sum, n) => sum + n, 0)
  const rows = await tableOf(page)
  for (const [index, n] of steps.entries()) {
    hold(`step ${index}`, rows[index]?.cells, { 'Số thôn, buôn': number(n), 'Chiếm bao nhiêu': percent(n / all) })
  }
  const sizes = await tableOf(page, 1)
  for (const [index, { band, villages, roll, participants }] of bands.entries()) {
    hold(band, sizes[index]?.cells, {
      'Tỷ lệ tham gia': share(participants, roll),
      'Người tham gia': count(participants),
      'Người trưởng thành': number(roll),
      'Số thôn, buôn': number(villages),
    })
  }
}

/** @param {Page} page @param {Answer} room */
async function places(page, room) {
  const rows = await tableOf(page)
  assert.equal(rows.length, room.places.length)
  for (const one of room.places) {
    const { 'Đạt ít nhất một bài': participants, ...rest } = ofPlace(one.totals)
    hold(one.id, rowOf(rows, room, one), {
      ...rest,
      'Người tham gia': participants,
      'Mới trong 7 ngày': count(one.gain),
      'Người trưởng thành': orDash(one.totals.roll),
      ...(!room.ward && { 'Thôn, buôn, tổ dân phố': number(one.villages) }),
    })
  }
}

/** @param {Page} page @param {Answer} room */
async function hours(page, room) {
  const rows = await rowsOf(page.locator('table.heat'))
  const told = new Map(room.hours.map((/** @type {Answer} */ one) => [`${one.weekday} ${one.hour}`, one.submissions]))
  let found = 0
  for (const { name, cells } of rows) {
    for (const [index, day] of ['T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'CN'].entries()) {
      const key = `${index + 1} ${Number.parseInt(name, 10)}`
      const n = told.get(key)
      found += told.has(key) ? 1 : 0
      hold(`${day}, ${name}`, cells, { [day]: n === undefined ? '' : n === null ? '<5' : number(n) })
    }
  }
  assert.equal(found, told.size, 'all hours that are told are shown')
}

/** @param {string | null} language of those that lessons of this test are read in */
const readIn = (language) => (language === 'rad' ? 'Ê Đê' : language === 'vi' ? 'Tiếng Việt' : 'không rõ')

/** @param {Page} page @param {Answer} room */
async function lessons(page, { modules, quizzes }) {
  const told = (await tableOf(page)).map(({ cells }) =>
    line(cells['Tỷ lệ đạt'] ?? '', cells['Đã thử'] ?? '', cells['Đã đạt'] ?? ''),
  )
  const want = modules.map((/** @type {Answer} */ { tried, passed }) =>
    line(share(passed, tried), count(tried), count(passed)),
  )
  hold('lessons', { all: told.sort().join('\n') }, { all: want.sort().join('\n') })
  const asked = new Set(
    quizzes
      .filter((/** @type {Answer} */ { people }) => people > 0)
      .flatMap((/** @type {Answer} */ { people, questions, language }) =>
        questions.map((/** @type {Answer} */ { wrong }) =>
          line(readIn(language), share(wrong, people), count(wrong), count(people)),
        ),
      ),
  )
  assert.equal(await page.locator('main table.table').count(), asked.size > 0 ? 2 : 1, 'tables')
  if (asked.size === 0) return
  for (const { cells } of await tableOf(page, 1)) {
    const one = line(
      cells['Đọc bằng'] ?? '',
      cells['Tỷ lệ sai lần đầu'] ?? '',
      cells['Người trả lời sai'] ?? '',
      cells['Người trả lời'] ?? '',
    )
    hold('question', { figures: asked.has(one) ? one : `${one}, which no answer says` }, { figures: one })
  }
}

/** @param {Page} page @param {Answer} room */
async function work(page, room) {
  if (room.work.assisted === null) return
  const rows = await tableOf(page)
  for (const one of room.places) {
    if (one.work.attempts === 0) continue
    hold(one.id, rowOf(rows, room, one), {
      'Tỷ lệ có người giúp': share(one.work.assisted, one.work.attempts),
      'Có người giúp': count(one.work.assisted),
      'Lượt làm bài': count(one.work.attempts),
    })
  }
}

/** The map's table; a ward has none. @param {Page} page @param {Answer} room */
async function map(page, room) {
  if (!room.ward) await places(page, room)
}

/**
 * Two wards beside each other.
 * @param {Page} page
 * @param {readonly [Answer, Answer]} rooms
 */
export async function compared(page, rooms) {
  const lines = new Map((await tableOf(page)).map(({ name, cells }) => [name, Object.values(cells).slice(1)]))
  /** @type {Record<string, (room: Answer) => string>} */
  const figures = {
    'Tỷ lệ tham gia': ({ totals }) => cell.rate(totals),
    'Đạt ít nhất một bài': ({ totals }) => count(totals.participants),
    'Mới trong 7 ngày': ({ gain }) => count(gain),
    'Hoàn thành tất cả': ({ totals }) => count(totals.completed),
    'Đã làm bài': ({ totals }) => count(totals.learners),
    'Đã đăng ký': ({ totals }) => count(totals.registered),
    'Người trưởng thành': ({ totals }) => orDash(totals.roll),
    'Tỷ lệ có người giúp': ({ work }) => share(work.assisted, work.attempts),
  }
  assert.deepEqual([...lines.keys()], Object.keys(figures))
  for (const [name, of] of Object.entries(figures)) {
    const [first = '', second = ''] = lines.get(name) ?? []
    hold(name, { first, second }, { first: of(rooms[0]), second: of(rooms[1]) })
  }
}

/**
 * What holds each view, by its name in the address.
 * @type {Record<string, (page: Page, room: Answer) => Promise<void>>}
 */
export const roomViews = { targets, trends, spread, places, map, hours, lessons, work }
