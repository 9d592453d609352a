// From a new roll to a settled board: an officer declares and approves rolls, a manager makes the rules stricter, the officer
// decides about a village under review, the manager ends the campaign and prints what was settled.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { accessibilityFaults, complaints, overflow } from './audit.mjs'
import { api, base, check, demo, finish, launch, login, phone, signIn } from './browser.mjs'
import { settled, visit } from './pagelist.mjs'
import { print, textOf } from './paper.mjs'
import { proved } from './staff.mjs'

/** @typedef {import('playwright-core').Page} Page */

const { person } = await login(demo.resident)
const village = person.village
const ward = person.ward.code
const folder = mkdtempSync(join(tmpdir(), 'hocso-settle-'))
const browser = await launch()

/** @param {{ phone: string, password: string }} staff @param {object} shape */
async function open(staff, shape) {
  const page = await (await browser.newContext({ ...phone, ...shape, reducedMotion: 'reduce' })).newPage()
  page.setDefaultTimeout(15_000)
  await signIn(page, staff)
  return page
}
const officer = await open(demo.officer, {})
const manager = await open(demo.manager, { viewport: { width: 1280, height: 800 } })
const heard = [complaints(officer), complaints(manager)]

/** @param {Page} page @param {string} name */
async function sound(page, name) {
  await settled(page)
  assert.deepEqual([...(await accessibilityFaults(page)), ...(await overflow(page))], [], name)
}

/** The village on the board of its ward, ranked or apart. */
async function place() {
  const path = `/boards/wards/${ward}/villages?limit=100`
  const find = (/** @type {any} */ list) => list.items.find((/** @type {any} */ one) => one.id === village.id)
  return find(await api(path)) ?? find(await api(`${path}&list=apart`))
}

/** Asks until it holds; boards follow within a second or two. @param {() => Promise<boolean>} holds */
async function within(holds) {
  const end = Date.now() + 20_000
  while (!(await holds())) {
    assert(Date.now() < end, 'not within 20 s')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** @param {string} name @param {string | Buffer} text */
function file(name, text) {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

await check('a number that is none is refused at its field, and nothing is sent', async () => {
  await visit(officer, `${base}/ward/${ward}/rolls`)
  await officer.getByLabel(`Số người trưởng thành của ${village.name}`).fill('12,5')
  await officer.getByRole('button', { name: 'Xem trước' }).click()
  await officer.getByText('Nhập số nguyên lớn hơn 0.').first().waitFor()
  await sound(officer, 'refused')
})

await check('a roll is looked at, sent, and counts once it is approved, with its day', async () => {
  const before = await place()
  await officer.getByLabel(`Số người trưởng thành của ${village.name}`).fill(String(before.roll + 1))
  await officer.getByRole('button', { name: 'Xem trước' }).click()
  await officer
    .getByText(`${before.roll} → ${before.roll + 1} người`)
    .first()
    .waitFor()
  await sound(officer, 'looked at')
  await officer.getByRole('button', { name: 'Gửi', exact: true }).click()
  const approve = officer.getByRole('button', { name: 'Duyệt 1 danh sách' })
  await approve.waitFor()
  assert.equal((await place()).roll, before.roll, 'what is not approved does not count')
  await sound(officer, 'waiting')
  await approve.click()
  await proved(officer, demo.officer, officer.getByText('Đã duyệt 1 danh sách'))
  await within(async () => (await place()).roll === before.roll + 1)
  assert.equal((await place()).roll_version, before.roll_version + 1)
})

const header = 'village,name,adults'
const wrongFiles = /** @type {const} */ ([
  ['of a village twice', 'twice.csv', `${header}\n${village.id},,90\n${village.id},,91\n`, 'trùng với một dòng ở trên'],
  ['of another ward', 'other.csv', `${header}\n22015-001,,90\n`, /xã, phường khác|không có thôn/],
  ['with a roll of nobody', 'zero.csv', `${header}\n${village.id},,0\n`, 'phải lớn hơn 0'],
])
for (const [name, path, text, says] of wrongFiles) {
  await check(`a file ${name} is refused with its reason, and nothing changes`, async () => {
    const before = await place()
    await visit(officer, `${base}/ward/${ward}/rolls`)
    await officer.locator('input[type=file]').setInputFiles(file(path, text))
    await officer.getByText(says).first().waitFor()
    assert.equal(await officer.getByRole('button', { name: 'Gửi tệp này' }).count(), 0)
    assert.deepEqual((await place()).roll, before.roll)
    await sound(officer, name)
  })
}

await check('the template, filled in, is taken', async () => {
  await visit(officer, `${base}/ward/${ward}/rolls`)
  const [download] = await Promise.all([
    officer.waitForEvent('download'),
    officer.getByRole('button', { name: 'Tải tệp mẫu' }).click(),
  ])
  const path = join(folder, 'mau.csv')
  await download.saveAs(path)
  const roll = (await place()).roll
  const filled = readFileSync(path, 'utf8').replace(new RegExp(`(${village.id};[^\\n]*;)\\d+`), `$1${roll + 1}`)
  await officer.locator('input[type=file]').setInputFiles(file('dien.csv', filled))
  await officer.getByRole('button', { name: 'Gửi tệp này' }).click()
  await officer.getByRole('button', { name: /^Duyệt \d+ danh sách/ }).click()
  await proved(officer, demo.officer, officer.getByText(/^Đã duyệt \d+ danh sách/))
  await within(async () => (await place()).roll === roll + 1)
})

/** Changes fields of the campaign, by their labels. @param {Record<string, string>} values */
async function edit(values) {
  await visit(manager, `${base}/province/campaign`)
  await manager.getByRole('button', { name: 'Sửa chiến dịch' }).click()
  for (const [label, value] of Object.entries(values)) await manager.getByLabel(label, { exact: true }).fill(value)
  await manager.getByRole('button', { name: 'Xem trước' }).click()
}

async function save() {
  await manager.getByRole('button', { name: 'Lưu bản mới' }).click()
  await proved(manager, demo.manager, manager.getByText(/Đã lưu bản \d+/))
}

await check('a campaign that ends before it begins is refused at once', async () => {
  await edit({ 'Ngày cuối': '2020-01-01' })
  await manager.getByText('Ngày cuối phải từ ngày đầu trở đi.').waitFor()
  await sound(manager, 'refused')
})

await check('a pass mark of 120 percent is refused by the server', async () => {
  await edit({ 'Mức đạt (% số câu đúng)': '120' })
  await manager.getByText('cần từ 0 đến 100').waitFor()
  await sound(manager, 'refused by the server')
})

await check('stricter rules put a village under review: shown, out of rank', async () => {
  await edit({
    'Số giây cần để đọc một câu': '600',
    'Tỷ lệ lượt làm quá nhanh (%)': '1',
    'Chỉ xét nơi có ít nhất (lượt làm)': '1',
  })
  await sound(manager, 'looked at')
  await save()
  await within(async () => (await place()).reason === 'review')
  assert.equal((await place()).rank, 0)
})

await check('its officer decides, and it is ranked again', async () => {
  await visit(officer, `${base}/ward/${ward}/reviews`)
  const card = officer.locator('.card', { has: officer.getByRole('heading', { name: village.name }) })
  await sound(officer, 'reviews')
  await card.getByRole('button', { name: 'Quyết định', exact: true }).click()
  await card.getByRole('button', { name: 'Ghi quyết định' }).click()
  await card.getByText('Ghi vài lời để người khác hiểu.').waitFor()
  await card.getByLabel('Đã tìm hiểu và thấy thế nào?').fill('Đã hỏi tổ công nghệ số: bà con làm đúng.')
  await sound(officer, 'deciding')
  await card.getByRole('button', { name: 'Ghi quyết định' }).click()
  await proved(officer, demo.officer, officer.getByText(`Đã ghi quyết định về ${village.name}.`))
  await within(async () => (await place()).rank > 0)
})

await check('before the end it cannot be settled', async () => {
  await visit(manager, `${base}/province/campaign`)
  await manager.getByText(/^Chốt được từ/).waitFor()
  assert.equal(await manager.getByRole('button', { name: 'Chốt bảng xếp hạng' }).count(), 0)
})

const settledDay = new Date(Date.now() - 3 * 86_400_000).toLocaleDateString('sv', { timeZone: 'Asia/Ho_Chi_Minh' })
let frozen = /** @type {any} */ (null)

await check('after the end, and with the flags turned off, it is settled by a manager', async () => {
  await edit({
    'Ngày cuối': settledDay,
    'Chờ bài gửi muộn (giờ)': '12',
    'Xem xét (ngày)': '0',
    'Số giây cần để đọc một câu': '',
  })
  await save()
  await visit(manager, `${base}/province/campaign`)
  const sheet = manager.getByRole('link', { name: 'Tờ kết quả các xã, phường' })
  // A busy machine may not have counted by the new version yet; the page then asks to try again.
  await within(async () => {
    await manager.getByRole('button', { name: 'Chốt bảng xếp hạng' }).click()
    const dialog = manager.getByRole('dialog')
    await dialog.waitFor()
    await sound(manager, 'asked')
    await dialog.getByRole('button', { name: 'Chốt bảng xếp hạng' }).click()
    await proved(manager, demo.manager, sheet.or(manager.getByText('Các con số còn đang được tính lại')).first())
    return sheet.isVisible()
  })
  await sound(manager, 'settled')
  frozen = await api(`/boards/wards/${ward}/villages?limit=100`)
  assert.equal(frozen.stage, 'frozen')
})

await check('what is settled stays, whatever is declared later', async () => {
  await visit(officer, `${base}/ward/${ward}/rolls`)
  await officer.getByLabel(`Số người trưởng thành của ${village.name}`).fill('400')
  await officer.getByRole('button', { name: 'Xem trước' }).click()
  await officer.getByRole('button', { name: 'Gửi', exact: true }).click()
  await officer.getByRole('button', { name: 'Duyệt 1 danh sách' }).click()
  await proved(officer, demo.officer, officer.getByText('Đã duyệt 1 danh sách'))
  assert.deepEqual(await api(`/boards/wards/${ward}/villages?limit=100`), frozen)
})

await check('the paper says that it is settled, and by which mark it can be checked', async () => {
  await manager.getByRole('link', { name: 'Tờ kết quả các xã, phường' }).click()
  await manager.waitForURL(/\/boards\/print/)
  await manager.getByText('Người lập bảng').waitFor()
  const { items } = await api('/campaigns')
  const text = textOf(await print(manager, folder, 'ket-qua'))
  assert(text.includes(items[0].hash.slice(0, 8)), 'the hash is on it')
  assert(text.includes('Người lập bảng'), 'there is a line to sign on')
})

await check('the next campaign is added, and counts as this one did', async () => {
  await visit(manager, `${base}/province/campaign`)
  await manager.getByRole('button', { name: 'Thêm chiến dịch' }).click()
  await manager.getByLabel('Tên chiến dịch').fill('Bình dân học vụ số, đợt 2')
  await manager.getByLabel('Ngày đầu').fill('2027-09-01')
  await manager.getByLabel('Ngày cuối', { exact: true }).fill('2027-12-09')
  await manager.getByRole('button', { name: 'Xem trước' }).click()
  await manager.getByText('Khác chiến dịch đang xem ở').waitFor()
  await sound(manager, 'new')
  await manager.getByRole('button', { name: 'Lưu chiến dịch' }).click()
  await proved(manager, demo.manager, manager.getByText('Đã thêm “Bình dân học vụ số, đợt 2”.'))
  await manager.getByRole('heading', { name: 'Bình dân học vụ số, đợt 2' }).waitFor()
  await sound(manager, 'added')
  const { items } = await api('/campaigns')
  const next = items.find((/** @type {any} */ one) => one.id === 'binh-dan-hoc-vu-so-dot-2')
  assert.deepEqual(
    [next.version, next.main, next.modules],
    [1, false, items.find((/** @type {any} */ one) => one.main).modules],
  )
})

await check('nothing was heard on the consoles', () => {
  assert.deepEqual(
    heard.flatMap((one) => one.taken()).filter((line) => !/ 409 .*\/freeze$/.test(line)),
    [],
  )
})

rmSync(folder, { recursive: true })
await browser.close()
finish()
