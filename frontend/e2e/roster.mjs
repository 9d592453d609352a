// A village of a thousand people, by the pages of its coordinator and its ward's officer: finding, setting right, moving, merging.
import assert from 'node:assert/strict'
import { api, base, check, demo, finish, launch, login, phone, signIn } from './browser.mjs'
import { proved } from './staff.mjs'

const thousand = 1000
const { token, person } = await login(demo.coordinator)
const village = person.appointments[0].village
const given = ['Hoa', 'Hùng', 'Lan', 'Bhăm', 'Thương', 'Êban', 'Phượng', 'Đức', 'Quỳnh', 'Ước']

/** @param {object} body */
async function enrol(body) {
  const response = await fetch(`${base}/api/v1/villages/${village}/residents`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({
      consent: { account: true, village_list: true, statistics: true, certificate: false },
      ...body,
    }),
  })
  assert.equal(response.status, 201, `enrolling answered ${response.status}`)
  return response.json()
}

await check(`${thousand} people are enrolled`, async () => {
  let next = 0
  const lane = async () => {
    for (let n = next++; n < thousand; n = next++) await enrol({ name: `Người ${given[n % 10]} ${String(n)}` })
  }
  await Promise.all(Array.from({ length: 8 }, lane))
})
const hoa = await enrol({ name: 'Đặng Thị Mơ', birth_band: '1950' })
await enrol({ name: 'Dang Thi Mơ' })

const browser = await launch()
const page = await (await browser.newContext(phone)).newPage()
await signIn(page, demo.coordinator)
const list = `/village/${village}/people`

/** @param {import('playwright-core').Page} on */
const rows = (on) => on.locator('.person-open')

await check('the first of them stand at once, and all are found', async () => {
  const since = Date.now()
  await page.goto(base + list)
  await rows(page).first().waitFor()
  const first = Date.now() - since
  await page
    .getByRole('status')
    .filter({ hasText: /Đang hiện 1\.0\d\d người/ })
    .waitFor()
  assert.equal(await rows(page).count(), 50)
  return `first rows after ${first} ms`
})

await check('a name is found without its marks', async () => {
  await page.getByLabel('Tìm theo tên hoặc ba số cuối điện thoại').fill('dang thi mo')
  await page.getByRole('status').filter({ hasText: 'Đang hiện 2 người' }).waitFor()
})

await check('by keyboard alone one goes down the list, turns its pages and searches', async () => {
  await page.getByLabel('Tìm theo tên hoặc ba số cuối điện thoại').fill('')
  await rows(page).first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('End')
  assert.equal(
    await page.evaluate(() => document.activeElement === [...document.querySelectorAll('.person-open')].pop()),
    true,
  )
  await page.keyboard.press('PageDown')
  await page.getByText(/^51–100 trên/).waitFor()
  await page.waitForFunction(() => document.activeElement === document.querySelector('.person-open'))
  await page.keyboard.press('PageUp')
  await page.getByText(/^1–50 trên/).waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('mo')
  await page
    .getByRole('status')
    .filter({ hasText: /Đang hiện \d+ người/ })
    .waitFor()
  await page.keyboard.press('Control+A')
  await page.keyboard.press('Delete')
})

await check('who comes back from one of them finds the list as it was', async () => {
  await page.getByLabel('Xếp theo').selectOption('newest')
  await page.getByRole('button', { name: 'Sau', exact: true }).click()
  await page.getByText(/^51–100 trên/).waitFor()
  await rows(page).nth(3).click()
  await page.getByRole('link', { name: 'Sửa, chuyển nơi ở, xem việc đã làm' }).click()
  await page.getByRole('heading', { name: 'Sửa thông tin' }).waitFor()
  await page.getByRole('link', { name: 'Danh sách' }).click()
  await page.getByText(/^51–100 trên/).waitFor()
  assert.equal(await page.getByLabel('Xếp theo').inputValue(), 'newest')
})

await check('a name is set right, and the log says so', async () => {
  await page.goto(`${base}${list}/${hoa.id}`)
  await page.getByLabel('Họ và tên').fill('Đặng Thị Mơ̆')
  await page.getByRole('button', { name: 'Lưu' }).click()
  await page.getByText('Đã lưu.').waitFor()
  await page.getByRole('heading', { name: 'Đặng Thị Mơ̆', level: 1 }).waitFor()
  await page.getByText('Sửa họ tên').waitFor()
})

await check('two accounts of one person become one', async () => {
  await page.goto(`${base}${list}/duplicates`)
  const group = page.locator('.twins').filter({ hasText: 'Đặng Thị Mơ̆' })
  await group.getByRole('button', { name: 'Gộp 1 tài khoản vào tài khoản được giữ' }).click()
  await group.getByRole('button', { name: 'Đúng là một người, gộp' }).click()
  await proved(page, demo.coordinator, page.getByText(/^Đã gộp\. Bây giờ chỉ còn một /))
  const { items } = await api(`/villages/${village}/residents?limit=1000`, token)
  assert.equal(items.filter((/** @type {{ name: string }} */ one) => /Mơ̆?$/.test(one.name ?? '')).length, 1)
})

await check('an officer lets somebody move, and they are in the other village', async () => {
  const desk = await (await browser.newContext({ ...phone, viewport: { width: 1280, height: 800 } })).newPage()
  await signIn(desk, demo.officer)
  const one = await enrol({ name: 'Y Chuyển Nhà' })
  await desk.goto(`${base}${list}/${one.id}`)
  const choice = desk.getByLabel('Chuyển đến')
  await choice.waitFor()
  const into = await choice.locator('option').nth(1).getAttribute('value')
  await choice.selectOption(into)
  await desk.getByRole('button', { name: 'Chuyển', exact: true }).click()
  await desk.getByText(/^Đã chuyển Y Chuyển Nhà đến /).waitFor()
  await desk.goto(`${base}/village/${into}/people/${one.id}`)
  await desk.getByText(/^Chuyển từ /).waitFor()
})

await browser.close()
finish()
