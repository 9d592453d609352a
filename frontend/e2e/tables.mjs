// Tables in and out: an officer takes figures along as files, brings a list of people in, puts its columns right, is told what must be
// mended, sends the same again, and undoes it; so with lists of villages and of rolls. Pictures go to HOCSO_SHOTS if that is set.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { accessibilityFaults, complaints, overflow } from './audit.mjs'
import { api, base, check, demo, finish, launch, login, phone, signIn } from './browser.mjs'
import { settled, visit } from './pagelist.mjs'

/** @typedef {import('playwright-core').Page} Page */

const shots = process.env.HOCSO_SHOTS
const office = fileURLToPath(new URL('../../internal/tablefile/testdata/office/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'hocso-tables-'))
const { person, token } = await login(demo.officer)
const ward = person.ward.code
const villages = (await api(`/wards/${ward}/villages`)).items
const browser = await launch()
const context = await browser.newContext({ ...phone, reducedMotion: 'reduce', acceptDownloads: true })
const page = await context.newPage()
page.setDefaultTimeout(15_000)
await signIn(page, demo.officer)
const heard = complaints(page)

const views = [
  { width: 360, height: 740, scheme: /** @type {const} */ ('light') },
  { width: 360, height: 740, scheme: /** @type {const} */ ('dark') },
  { width: 1280, height: 800, scheme: /** @type {const} */ ('light') },
]

/** Audits the screen as it stands, small and large. @param {string} name */
async function sound(name) {
  for (const { width, height, scheme } of views) {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme: scheme })
    await settled(page)
    if (shots) await page.screenshot({ path: `${shots}/${name}-${width}-${scheme}.png`, fullPage: true })
    assert.deepEqual(
      [...(await accessibilityFaults(page)), ...(await overflow(page))],
      [],
      `${name} at ${width}, ${scheme}`,
    )
  }
  await page.setViewportSize({ width: 360, height: 740 })
}

/** @param {string} name @param {string | Buffer} text */
function file(name, text) {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

/** @param {string} path */
const choose = (path) => page.locator('input[type=file]').setInputFiles(path)

/** @param {string} button */
async function download(button) {
  // Chromium drops what a page saves as its eleventh file within a second; a thumb is slower.
  await page.waitForTimeout(150)
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()])
  return { name: saved.suggestedFilename(), raw: readFileSync(/** @type {string} */ (await saved.path())) }
}

/** Of a small demo nothing need be closed or looked at. */
const mayBeEmpty = ['Thôn, buôn đã thôi', 'Kết quả cần xem lại']

await check('every table of the ward is taken along as Excel and as CSV', async () => {
  await visit(page, `${base}/ward/${ward}`)
  const which = page.getByLabel('Bảng nào?')
  const names = await which.locator('option').allInnerTexts()
  for (const name of names) {
    await which.selectOption({ label: name })
    const csv = await download('Tải tệp CSV')
    const lines = csv.raw.toString('utf8').split('\r\n')
    assert(csv.name.endsWith(`-${ward}.csv`), csv.name)
    assert(lines[0]?.startsWith('\uFEFF') && lines[0].includes('số liệu lúc'), lines[0])
    assert(lines.length > (mayBeEmpty.includes(name) ? 2 : 3), `${name} has ${lines.length} lines`)
    assert.equal((await download('Tải tệp Excel')).raw.subarray(0, 2).toString(), 'PK')
  }
  await sound('downloads')
  return `${names.length} tables`
})

const head = 'Họ và tên;Thôn, buôn;Số điện thoại;Đồng ý tham gia;Đồng ý hiện trong danh sách;Đồng ý thống kê'
const rows = [
  `Nguyễn Thị Mới (mẫu);${villages[0].id};912345678;x;x;x`,
  `Y Lạ Niê (mẫu);${villages[0].name};;x;x;x`,
  `H’Tân Êban (mẫu);${villages[1].id};0912345678;x;;`,
]

await check('what must be mended is told by row and column, and nothing is stored', async () => {
  await visit(page, `${base}/ward/${ward}/import`)
  await sound('import')
  await choose(file('list.csv', [head, ...rows, 'Người Sai;Thôn Không Có;12;có lẽ'].join('\n')))
  await page.getByText('Có 2 chỗ cần sửa. Chưa ghi gì cả.').waitFor()
  await page.getByText('Dòng 5: Thôn, buôn (tên hoặc mã): xã, phường không có thôn, buôn tên hay mã như vậy').waitFor()
  await page.getByText(/Dòng 5: Số điện thoại: chưa đúng/).waitFor()
  await sound('import-faults')
})

await check('a file that is something else is refused with what to do', async () => {
  for (const [name, words] of [
    ['list.xls', /Excel đời cũ/],
    ['list.ods', /LibreOffice/],
    ['1258-letters-lost.csv', /chữ có dấu đã mất/],
  ]) {
    await choose(office + name)
    await page
      .getByText(/** @type {RegExp} */ (words))
      .first()
      .waitFor()
  }
  await choose(file('big.csv', Buffer.alloc(13 * 1024 * 1024, 'a')))
  await page.getByText(/tệp lớn hơn 12 MB/).waitFor()
  await sound('import-refused')
})

await check('a column that was not understood is put right', async () => {
  await choose(file('odd.csv', [head.replace('Đồng ý tham gia', 'Ký tên'), ...rows].join('\n')))
  await page.getByText('Có 3 chỗ cần sửa').waitFor()
  await page.getByLabel('Cột “Ký tên”').selectOption({ label: 'Đồng ý tham gia' })
  await page.getByText('Thêm 3 người mới').waitFor()
})

await check('the people of a file are stored once agreed to, and no second time', async () => {
  await choose(file('list.csv', [head, ...rows].join('\n')))
  await page.getByText('Thêm 3 người mới').waitFor()
  await page.getByRole('button', { name: 'Thêm 3 người' }).click()
  await page.getByText('Bật mục này khi đã có đủ giấy.').waitFor()
  await sound('import-ready')
  await page.getByRole('switch', { name: 'Đã có giấy đồng ý của từng người' }).check()
  await page.getByRole('button', { name: 'Thêm 3 người' }).click()
  await page.getByText('Đã thêm 3 người.').waitFor()
  await page.getByRole('heading', { name: 'Các lần thêm trong một ngày qua' }).waitFor()
  await sound('import-done')
  await choose(join(folder, 'list.csv'))
  await page.getByText('Ai trong tệp cũng đã có rồi.').waitFor()
})

await check('our own list of residents changes nothing when it is brought in', async () => {
  for (const format of ['csv', 'xlsx']) {
    const answer = await fetch(`${base}/api/v1/wards/${ward}/residents/export`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ format }),
    })
    await choose(file(`own.${format}`, Buffer.from(await answer.arrayBuffer())))
    await page.getByText('Ai trong tệp cũng đã có rồi.').waitFor()
  }
})

await check('an import is undone', async () => {
  await page.getByRole('button', { name: 'Hoàn tác lần thêm này' }).click()
  await page.getByRole('dialog').waitFor()
  await sound('import-undo')
  await page.getByRole('button', { name: 'Xóa', exact: true }).click()
  await page.getByText('Đã xóa 3 người. 0 người vẫn ở lại.').waitFor()
})

await check('villages of a list are shown, stored and no second time', async () => {
  await visit(page, `${base}/ward/${ward}/import?of=villages`)
  const list = `Mã;Tên thôn;Loại\n${villages[0].id};${villages[0].name};\n;Tân Lập (mẫu);Thôn\n;Buôn Mới (mẫu);\n`
  await choose(file('faulty.csv', `${list};Xóm Lạ;xóm\n`))
  await page.getByText('Có 1 chỗ cần sửa. Chưa ghi gì cả.').waitFor()
  await page.getByText(/Dòng 5: Loại .*: chưa rõ là thôn, buôn/).waitFor()
  await sound('import-villages-faults')
  await choose(file('villages.csv', list))
  await page.getByText('Thôn Tân Lập (mẫu)').waitFor()
  await sound('import-villages-ready')
  await page.getByRole('button', { name: 'Ghi 2 thay đổi' }).click()
  await page.locator('.notice-title', { hasText: 'Đã thêm 2 nơi, đổi tên 0 nơi.' }).waitFor()
  await choose(join(folder, 'villages.csv'))
  await page.getByText('Nơi nào trong tệp cũng đã có rồi.').waitFor()
  const own = await fetch(`${base}/api/v1/wards/${ward}/export?table=villages&format=xlsx`, {
    headers: { Authorization: `Bearer ${token}` },
  })
  await choose(file('own-villages.xlsx', Buffer.from(await own.arrayBuffer())))
  await page.getByText('Nơi nào trong tệp cũng đã có rồi.').waitFor()
})

await check('requests, staff and the log are taken along, too', async () => {
  const asked = await fetch(`${base}/api/v1/me/requests`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${(await login(demo.resident)).token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ kind: 'access' }),
  })
  assert.equal(asked.status, 201)
  for (const list of ['requests', 'staff', 'audit']) {
    await visit(page, `${base}/ward/${ward}/${list}`)
    await page.getByRole('heading', { name: 'Tải danh sách về máy' }).waitFor()
    await sound(`downloads-${list}`)
  }
  const csv = await download('Tải tệp CSV') // the fifth list of names, and more are not given in an hour
  const lines = csv.raw.toString('utf8').split('\r\n')
  assert.equal(csv.name, `nhat-ky-${ward}.csv`)
  assert(lines[0]?.includes('Nhật ký của ') && lines.length > 3, lines[0])
})

await check('a list of villages is undone, and says what it leaves', async () => {
  const [first] = (await api(`/wards/${ward}/villages`)).items.filter((/** @type {any} */ one) =>
    /mẫu\)$/.test(one.name),
  )
  await visit(page, `${base}/ward/${ward}/import?of=villages`)
  const list = `Mã;Tên thôn\n${first.id};${first.name} đổi tên\n;Thôn Thừa (mẫu)\n`
  await choose(file('wrong.csv', list))
  await page.getByRole('button', { name: 'Ghi 2 thay đổi' }).click()
  await page.locator('.notice-title', { hasText: 'Đã thêm 1 nơi, đổi tên 1 nơi.' }).waitFor()
  const { items } = await api(`/wards/${ward}/villages`)
  const added = items.find((/** @type {any} */ one) => one.name === 'Thôn Thừa (mẫu)')
  await fetch(`${base}/api/v1/villages/${added.id}`, {
    method: 'PATCH',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'Thôn Thừa đã đổi (mẫu)' }),
  })
  await page.getByRole('button', { name: 'Hoàn tác' }).first().click()
  await page.getByText(`${first.name} đổi tên → ${first.name}`).waitFor()
  await sound('import-villages-undo')
  await page.getByRole('dialog').getByRole('button', { name: 'Hoàn tác' }).click()
  await page.getByText('Đã hoàn tác: bỏ 0 nơi đã thêm, đổi lại tên cũ cho 1 nơi.').waitFor()
  await page.getByText('Thôn Thừa đã đổi (mẫu): sau đó').waitFor()
  await sound('import-villages-undone')
})

await check('a file of rolls is undone, says what it leaves, and its numbers stay in the history', async () => {
  const [one, two] = (await api(`/wards/${ward}/villages`)).items
  await visit(page, `${base}/ward/${ward}/rolls`)
  await choose(file('rolls.csv', `Mã;Số người trưởng thành\n${one.id};31\n${two.id};32\n`))
  await page.getByRole('button', { name: 'Gửi tệp này' }).click()
  await page.getByText('Đã gửi danh sách của 2 nơi.').waitFor()
  await fetch(`${base}/api/v1/wards/${ward}/rolls`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ day: '2026-11-02', rolls: [{ village: two.id, adults: 33 }] }),
  })
  await page.getByRole('button', { name: 'Hoàn tác' }).click()
  await page.getByText(`${one.name}: 31 người`).waitFor()
  await sound('rolls-undo')
  await page.getByRole('dialog').getByRole('button', { name: 'Hoàn tác' }).click()
  await page.getByText('Đã hoàn tác: rút lại số của 1 nơi.').waitFor()
  await page.getByText(`${two.name}: sau đó đã gửi số khác`).waitFor()
  await page.getByText('Các bản trước').first().click()
  await page.getByText(/31 người.*đã rút lại lúc/).waitFor()
  await sound('rolls-undone')
})

await check('nothing went wrong on the pages', () => assert.deepEqual(heard.taken(), []))

await browser.close()
rmSync(folder, { recursive: true })
finish()
