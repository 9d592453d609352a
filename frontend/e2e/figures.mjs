// Staff pages show the figures of the answers: cells are found by the headings of their columns and compared with answers that were
// held against the submissions before.
//
//   HOCSO_ANSWERS  a JSON file of answers, by what they are and their path
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { base, check, demo, finish, launch, signIn } from './browser.mjs'
import * as cell from './cells.mjs'
import { count, hold, number, ofPlace, orDash, percent, rowsOf } from './cells.mjs'
import { settled, visit } from './pagelist.mjs'
import { compared, roomViews } from './roomcells.mjs'

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {any} Answer */

/** @type {Record<string, Answer>} */
const answers = JSON.parse(readFileSync(process.env.HOCSO_ANSWERS ?? '', 'utf8'))
/** @param {string} key */
function answer(key) {
  assert(answers[key], `no answer was kept of ${key}`)
  return answers[key]
}
const villages = Object.keys(answers).flatMap((key) => /^village, .*\/villages\/([\d-]+)\//.exec(key)?.[1] ?? [])
const own = process.env.HOCSO_OWN ?? ''
const ward = own.slice(0, 5)
const wards = [...new Set([ward, ...villages.map((id) => id.slice(0, 5))])].slice(0, 3)
const browser = await launch()

/** @param {{ phone: string, password: string }} staff */
async function open(staff) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'vi-VN',
    timezoneId: 'Asia/Ho_Chi_Minh',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  await signIn(page, staff)
  return page
}
const manager = await open(demo.manager)

/** The numbers above each page of a place. @param {Page} page @param {Answer} totals */
async function holdFigures(page, totals) {
  const { 'Hoàn thành': completed, ...others } = ofPlace(totals)
  hold('the first numbers', await cell.figuresOf(page), {
    ...others,
    ...(totals.roll === 0 && { 'Tỷ lệ tham gia': '–' }),
    'Hoàn thành tất cả': completed,
    'Đã làm bài': count(totals.learners),
  })
}

/** The days and the lessons of a place. @param {Page} page @param {Answer} place */
async function holdDays(page, place) {
  const rows = await page
    .locator('.days-table table')
    .count()
    .then((n) => (n > 0 ? rowsOf(page.locator('.days-table table').first()) : []))
  let [total, more] = [0, false]
  for (const { day, participants } of place.days) {
    total += participants ?? 0
    more ||= participants === null
    const row = rows.find(({ name }) => name === cell.dayText(day))
    if (rows.length === 0) continue // nothing is told of any day, see below
    hold(day, row?.cells, {
      'Mới trong ngày': count(participants),
      'Cộng dồn': (more ? 'ít nhất ' : '') + number(total),
    })
  }
  if (rows.length === 0) assert.equal(total, 0, 'days are told, and none is shown')
  const told = (await page.locator('.modules-one .small').allInnerTexts()).map((text) => text.replace(/\u00a0/g, ' '))
  const want = place.modules.map((/** @type {Answer} */ { tried, passed }) =>
    tried === null
      ? 'dưới 5 người đã thử'
      : `${count(passed)} trên ${number(tried)} người đã thử đạt${passed === null ? '' : `, ${percent(passed / tried)}`}`,
  )
  hold(
    'the lessons',
    { all: [...told].sort().join('; ') },
    {
      all: want
        .map((/** @type {string} */ one) => one.replace(/\u00a0/g, ' '))
        .sort()
        .join('; '),
    },
  )
}

await check('the province', async () => {
  const province = answer('province /province/progress')
  await visit(manager, `${base}/province`)
  await holdFigures(manager, province.totals)
  const rows = await rowsOf(manager.locator('main table.table').last())
  assert.equal(rows.length, province.wards.length + 1)
  for (const { ward: one, totals } of [...province.wards, { ward: { code: '' }, totals: province.totals }]) {
    const row = rows.find(({ href }) => href === (one.code && `/ward/${one.code}`))
    hold(`ward ${one.code}`, row?.cells, {
      ...ofPlace(totals),
      'Đã làm bài': count(totals.learners),
      'Người trưởng thành': orDash(totals.roll),
    })
  }
  await holdDays(manager, province)
})

/** @param {Page} page @param {string} code @param {Answer} desk */
async function holdDesk(page, code, desk) {
  await visit(page, `${base}/ward/${code}`)
  await holdFigures(page, desk.totals)
  const rows = await rowsOf(page.locator('main table.table').first())
  assert.equal(rows.length, desk.villages.length + 1)
  for (const { village, totals, lately, waiting } of [...desk.villages, { ...desk, village: { id: '', roll: null } }]) {
    const row = rows.find(({ href }) => href === (village.id && `/village/${village.id}`))
    const {
      '7 ngày qua': gain = '',
      'Người trưởng thành': roll = '',
      'Thôn, buôn, tổ dân phố': name = '',
      ...cells
    } = row?.cells ?? {}
    hold(
      `village ${village.id}`,
      { ...cells, gain, roll },
      {
        ...ofPlace(totals),
        gain: lately.gain === null ? 'dưới 5' : `+${number(lately.gain)}`,
        roll: orDash(totals.roll) + (village.roll ? `bản ${number(village.roll.version)}` : ''),
      },
    )
    if (waiting) assert(name.includes(`Chờ duyệt ${number(waiting.adults)} người`), `${name} waits`)
  }
  await holdDays(page, desk)
}

await check('wards, as managers see them', async () => {
  for (const code of wards) await holdDesk(manager, code, answer(`desk, counts only /wards/${code}/progress`))
})

await check('villages, as managers see them', async () => {
  for (const id of villages.slice(0, 8)) {
    const village = answer(`village, counts only /villages/${id}/progress`)
    await visit(manager, `${base}/village/${id}`)
    await holdFigures(manager, village.totals)
    await holdStatuses(manager, village)
    await holdDays(manager, village)
  }
})

/** How many people are how far. @param {Page} page @param {Answer} village */
async function holdStatuses(page, { statuses, totals }) {
  const told = await page.locator('.filter-one').allInnerTexts()
  const counts = told.map((text) => text.replace(/[\s\u00a0]+/g, ' ').match(/(dưới 5|[\d.]+)$/)?.[1] ?? text)
  const order = ['not_started', 'stuck', 'learning', 'participating', 'completed'].map((key) => count(statuses[key]))
  hold(
    'the statuses',
    { all: [...counts].sort().join(' ') },
    { all: [count(totals.registered), ...order].sort().join(' ') },
  )
}

for (const place of ['', ward]) {
  const room = answer(`room /province/insights?campaign=mau${place && `&ward=${place}`}`)
  for (const [view, held] of Object.entries(roomViews)) {
    await check(`the room, ${place || 'the province'}: ${view}`, async () => {
      await visit(manager, `${base}/province/room?view=${view}&all=1&range=all${place && `&ward=${place}`}`)
      await held(manager, room)
    })
  }
}

await check('the room: two campaigns beside each other', async () => {
  await visit(manager, `${base}/province/room?view=compare&by=campaigns&a=mau&b=dot-mot`)
  await manager.locator('main table.table').first().waitFor()
  const rooms = ['mau', 'dot-mot'].map((id) => answer(`room /province/insights?campaign=${id}`))
  await compared(manager, [rooms[0], rooms[1]])
})

await check('the room: two wards beside each other', async () => {
  const of = '/province/insights?campaign=mau&ward='
  const wards = Object.keys(answers).flatMap((key) => (key.startsWith(`room ${of}`) ? [key.slice(-5)] : []))
  const other = wards.find((code) => code !== ward)
  assert(other, 'another ward was asked for')
  await visit(manager, `${base}/province/room?view=compare&a=${ward}&b=${other}`)
  await manager.locator('main table.table').first().waitFor()
  await compared(manager, [answer(`room ${of}${ward}`), answer(`room ${of}${other}`)])
})

const officer = await open(demo.officer)
await check('the desk of an officer', () => holdDesk(officer, ward, answer(`desk /wards/${ward}/progress`)))

await check('the report of the week', async () => {
  await visit(officer, `${base}/ward/${ward}/report`)
  const week = answer(`report of this week /wards/${ward}/week`)
  const sums = await officer.locator('.report-value').allInnerTexts()
  const { sum } = week
  hold(
    'the sums',
    { all: sums.join(' ').replace(/\u00a0/g, ' ') },
    {
      all: [
        sum.rate === null ? '–' : percent(sum.rate),
        number(sum.participants),
        number(sum.completed),
        number(sum.submissions),
      ].join(' '),
    },
  )
  const rows = (await Promise.all((await officer.locator('table.result-table').all()).map(rowsOf))).flat()
  for (const one of week.villages) {
    const row = rows.find(({ name }) => name.toLowerCase() === one.village.name.toLowerCase())
    hold(one.village.id, row?.cells, {
      'Người trưởng thành': orDash(one.week.roll),
      'Tỷ lệ': one.week.rate === null ? '–' : percent(one.week.rate),
      'Mới trong tuần': number(one.week.new_participants),
    })
  }
})

await check('the days of each village', async () => {
  const { days, villages: all } = answer(`days of villages /wards/${ward}/trends`)
  const last = days.length - 1
  await visit(officer, `${base}/ward/${ward}/trends?village=${own}`)
  const rows = await rowsOf(officer.locator('main table.table').last())
  for (const one of all) {
    const row = rows.find(({ name }) => name.toLowerCase() === one.village.name.toLowerCase())
    hold(one.village.id, row?.cells, {
      'Theo nơi ở khi đó': number(one.as_was[last]),
      'Theo nơi ở hôm nay': number(one.as_is[last]),
    })
  }
  const mine = all.find((/** @type {Answer} */ one) => one.village.id === own)
  await officer.getByText('Xem số từng ngày').click()
  const each = await rowsOf(officer.locator('.days-table table'))
  for (const [at, day] of days.entries()) {
    hold(day, each.find(({ name }) => name === cell.dayText(day))?.cells, {
      'Theo nơi ở khi đó': number(mine.as_was[at]),
      'Theo nơi ở hôm nay': number(mine.as_is[at]),
    })
  }
})

const coordinator = await open(demo.coordinator)
await check('the village of a coordinator, and whom to visit', async () => {
  const village = answer(`village /villages/${own}/progress?limit=100`)
  await visit(coordinator, `${base}/village/${own}`)
  await holdFigures(coordinator, village.totals)
  await holdStatuses(coordinator, village)
  await holdDays(coordinator, village)
  await visit(coordinator, `${base}/village/${own}/visits`)
  const visits = answer(`visits /villages/${own}/visits`)
  await settled(coordinator)
  const shown = await coordinator.locator('.visits-count').innerText()
  hold('visits', { people: shown.match(/[\d.]+/)?.[0] ?? shown }, { people: number(visits.items.length) })
})

await browser.close()
console.log(`${cell.compared} cells compared`)
finish()
