// An officer's desk: what waits in the ward, villages that are added, renamed, split, merged and dropped, and the week on one sheet.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accessibilityFaults, complaints, overflow } from './audit.mjs'
import { api, base, check, demo, finish, launch, login, phone, signIn } from './browser.mjs'
import { rowsOf } from './cells.mjs'
import { settled, visit } from './pagelist.mjs'
import { pagesOf, print, textOf } from './paper.mjs'
import { proved } from './staff.mjs'

const { token, person } = await login(demo.officer)
const { person: resident } = await login(demo.resident)
const ward = person.ward.code
const home = resident.village
const folder = mkdtempSync(join(tmpdir(), 'hocso-desk-'))
const browser = await launch()
const page = await (await browser.newContext({ ...phone, reducedMotion: 'reduce' })).newPage()
page.setDefaultTimeout(15_000)
await signIn(page, demo.officer)
const heard = complaints(page)

/** @param {string} name */
async function sound(name) {
  await settled(page)
  assert.deepEqual([...(await accessibilityFaults(page)), ...(await overflow(page))], [], name)
}

const desk = () => api(`/wards/${ward}/progress`, token)
/** @param {string} name */
const villageCalled = async (name) =>
  (await desk()).villages.find((/** @type {any} */ one) => one.village.name === name)
/** @param {string} id */
const idsIn = async (id) =>
  (await api(`/villages/${id}/residents?limit=100`, token)).items.map((/** @type {any} */ one) => one.id)
/** @param {string} name the card of a village @param {string} what is to be changed about it */
async function begin(name, what) {
  const card = page.locator('.card').filter({ has: page.getByRole('heading', { name, exact: true }) })
  await card.locator('summary').click()
  await card.getByText(what, { exact: true }).click()
  return card
}

await check('the desk says what waits and how each village goes', async () => {
  await visit(page, `${base}/ward/${ward}`)
  await page.getByRole('heading', { name: 'Việc đang chờ' }).waitFor()
  const table = page.locator('.table').first()
  const lines = await table.locator('tbody tr').count()
  assert.equal(lines, (await desk()).villages.length)
  assert((await table.locator('tbody .spark').count()) > 0, 'no line of the last days')
  await sound('the desk')
})

await check('a village is added and renamed, after saying what that means', async () => {
  await page.getByRole('link', { name: 'Sửa danh sách thôn, buôn' }).click()
  await page.getByRole('button', { name: 'Thêm thôn, buôn' }).click()
  await page.getByRole('button', { name: 'Thêm', exact: true }).click()
  await page.getByText('Điền tên.').waitFor()
  await page.getByLabel('Tên đầy đủ').fill('Thôn Nhầm')
  await page.getByText('Nơi mới chưa có ai').waitFor()
  await sound('the form of a new village')
  await page.getByRole('button', { name: 'Thêm', exact: true }).click()
  await page.getByText('Đã thêm Thôn Nhầm.').waitFor()
  const card = await begin('Thôn Nhầm', 'Đổi tên')
  await card.getByLabel('Tên đầy đủ').fill('Thôn Sẽ Bỏ')
  await card.getByRole('button', { name: 'Đổi tên' }).click()
  await page.getByText('Đã đổi tên thành Thôn Sẽ Bỏ.').waitFor()
})

await check('what was entered by mistake is dropped, with the password', async () => {
  const card = await begin('Thôn Sẽ Bỏ', 'Bỏ vì ghi nhầm')
  await card.getByRole('button', { name: 'Bỏ nơi này' }).click()
  await proved(page, demo.officer, page.getByText('Đã bỏ Thôn Sẽ Bỏ.'))
  assert.equal(await villageCalled('Thôn Sẽ Bỏ'), undefined)
})

const before = await idsIn(home.id)

await check('a village is split by a list of people', async () => {
  const name = home.name.charAt(0).toLocaleUpperCase('vi') + home.name.slice(1)
  await begin(name, 'Tách ra một nơi mới')
  await page.getByRole('heading', { name: `Tách ${name}` }).waitFor()
  await page.getByLabel('Tên đầy đủ').fill('Buôn Tách Ra')
  const boxes = page.locator('.village-one input')
  await boxes.nth(0).check()
  await boxes.nth(1).check()
  await page.getByText(`Đã chọn 2 trên ${before.length} người`).waitFor()
  await page.getByText('2 người chuyển sang Buôn Tách Ra').waitFor()
  await sound('the list of people')
  await page.getByRole('button', { name: 'Tách', exact: true }).click()
  await proved(page, demo.officer, page.getByText('Đã tách Buôn Tách Ra ra khỏi'))
  const off = await villageCalled('Buôn Tách Ra')
  const moved = await idsIn(off.village.id)
  const stayed = await idsIn(home.id)
  assert.equal(moved.length, 2)
  assert.deepEqual([...moved, ...stayed].sort(), [...before].sort())
})

await check('it is merged back, and everybody is home again', async () => {
  const off = (await villageCalled('Buôn Tách Ra')).village
  const card = await begin('Buôn Tách Ra', 'Sáp nhập vào nơi khác')
  await card.getByLabel('Sáp nhập vào đâu?').selectOption(home.id)
  await card.getByText('2 người đã đăng ký chuyển sang').waitFor()
  await sound('what a merger means')
  await card.getByRole('button', { name: /^Sáp nhập Buôn Tách Ra vào/ }).click()
  await page.getByRole('button', { name: 'Đúng, sáp nhập' }).click()
  await proved(page, demo.officer, page.getByText('Đã sáp nhập Buôn Tách Ra vào'))
  assert.deepEqual((await idsIn(home.id)).sort(), [...before].sort())
  const closed = (await desk()).closed.find((/** @type {any} */ one) => one.id === off.id)
  assert.equal(closed.into.id, home.id)
  await page.getByText('Những nơi đã sáp nhập, đã bỏ').click()
  await page.getByText('Buôn Tách Ra: nay thuộc').waitFor()
})

await check('each village can be followed day by day, as it was and as it is', async () => {
  const { days, villages, campaign } = await api(`/wards/${ward}/trends`, token)
  const last = days.length - 1
  const here = villages.find((/** @type {any} */ one) => one.village.id === home.id)
  assert(here.as_is[last] > 0, 'somebody takes part')
  await visit(page, `${base}/ward/${ward}/trends`)
  await sound('villages day by day')
  await page.getByLabel('Thôn, buôn nào?').selectOption(home.id)
  await page.waitForURL(new RegExp(`village=${home.id}`))
  await page.getByText('Xem số từng ngày').click()
  const [first] = await rowsOf(page.locator('.days-table table'))
  assert.equal(first?.cells['Theo nơi ở khi đó'], String(here.as_was[last]))
  assert.equal(first?.cells['Theo nơi ở hôm nay'], String(here.as_is[last]))
  const rows = await rowsOf(page.locator('main table.table').last())
  assert.equal(rows.length, villages.length + 1)
  await sound('the days of a village')
  const file = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Tải tệp CSV' }).click()
  const text = readFileSync(await (await file).path(), 'utf8')
  const lines = text.split('\n').filter((line) => line.includes(home.id))
  assert.equal(lines.length, days.length, `a line for each day of ${campaign.name}`)
})

await check('the week is one sheet, with the figures that the server has', async () => {
  await visit(page, `${base}/ward/${ward}/report`)
  await sound('the report')
  const week = await api(`/wards/${ward}/week`, token)
  const pdf = await print(page, folder, 'week')
  const text = textOf(pdf)
  for (const one of week.villages) assert(text.includes(one.village.name.slice(1)), `${one.village.name} is missing`)
  assert(text.includes('BÁO CÁO TUẦN') && !text.includes('In báo cáo'), 'the page stands on the paper')
  assert(text.includes(`tuần này thêm ${week.sum.new_participants}`), 'the sums are others')
  assert.equal(pagesOf(pdf), 1)
  await page.getByRole('link', { name: 'Tuần trước' }).click()
  await page.waitForURL(/day=/)
  await page.getByRole('link', { name: 'Tuần sau' }).waitFor()
})

await check('so is that of a ward with 70 villages, and of 30 with the longest names', async () => {
  const shapes = [
    ['Tổ dân phố ', 70, 14],
    ['Buôn Ea Đrăng Kla ', 30, 80],
    ['Thôn ', 8, 80],
  ]
  for (const [start, count, length] of /** @type {[string, number, number][]} */ (shapes)) {
    const pattern = `**/api/v1/wards/${ward}/week*`
    await page.route(pattern, async (route) => {
      const answer = await route.fetch()
      const week = await answer.json()
      week.villages = Array.from({ length: count }, (_, index) => ({
        village: {
          id: `${ward}-${String(index + 1).padStart(3, '0')}`,
          name: `${start}${index + 1} Ươ`.padEnd(length, ' Nghĩa'),
        },
        week: week.villages[index % week.villages.length].week,
      }))
      await route.fulfill({ response: answer, json: week })
    })
    await visit(page, `${base}/ward/${ward}/report`)
    const pdf = await print(page, folder, `week-${count}`)
    assert.equal(pagesOf(pdf), 1, `${count} villages`)
    await page.unroute(pattern)
  }
})

await check('nothing was complained about', () => assert.deepEqual(heard.taken(), []))

await browser.close()
rmSync(folder, { recursive: true, force: true })
finish()
