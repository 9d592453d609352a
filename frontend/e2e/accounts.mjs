// How the accounts of a village come to be and are used, on a server in earnest: authenticator apps, a poster, two people
// on one phone, a card on paper, codes for a new phone and a forgotten PIN, a request. erasing.mjs goes on from there.
//
//   HOCSO_URL      the server, with two villages in ward 24163 and nobody but an officer
//   HOCSO_OFFICER  phone:password of that ward's officer, who has not signed in yet
//   HOCSO_STATE    file for what comes after
//   HOCSO_OUT      folder for what was printed, else a temporary one
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { api, base, check, finish } from './browser.mjs'
import { browser, device, note, save } from './devices.mjs'
import { settled } from './pagelist.mjs'
import { cardOf, pictureOf, print, textOf } from './paper.mjs'
import { choosePin, enterPin, exported, givePin, greeted, learn, namesHere, pick, register } from './residents.mjs'
import { appoint, enrolApp, giveSecondFactor, makeCode, proved } from './staff.mjs'

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

const started = Date.now()
const seconds = (/** @type {number} */ since) => `${((Date.now() - since) / 1000).toFixed(1)} s`
const out = process.env.HOCSO_OUT ?? mkdtempSync(join(tmpdir(), 'hocso-accounts-'))
mkdirSync(out, { recursive: true })

const ward = '24163'
const villages = (await api(`/wards/${ward}/villages?limit=10`)).items
const village = villages[0]

const [officerPhone = '', ...password] = (process.env.HOCSO_OFFICER ?? '').split(':')
/** @type {import('./staff.mjs').Staff} */
const officer = { phone: note(officerPhone), password: note(password.join(':')) }
/** @type {import('./staff.mjs').Staff} */
const coordinator = { phone: note('0905550101'), password: '' }
const team = note('Ama Rin Hđớk')
const shared = note('0905550202')
const a = { name: note('H’Bia Kpă Thử'), phone: shared, pin: note('702941') }
const b = { name: note('Y Thắng Niê Thử'), phone: shared, pin: note('385160') }
const newPin = note('614873')
const pins = [a.pin, newPin]
const answer = `${a.name} ơi, đã sửa rồi nhé.`

/** Counts what a finger does besides typing. */
let taps = 0
const tap = async (/** @type {Locator} */ button) => {
  taps++
  await button.click()
}

/** @param {Page} page @param {string} path */
async function open(page, path) {
  await page.goto(base + path)
  await settled(page)
}

/** How many the boards count for the village. */
const counted = async () =>
  (await api(`/boards/wards/${ward}/villages?limit=10`)).items.find((row) => row.id === village.id)?.done ?? 0

/** Boards are written after submissions are, and read anew after a second. @param {number} number */
async function boardsSay(number) {
  const deadline = Date.now() + 30_000
  for (let said = await counted(); said !== number; said = await counted()) {
    assert(Date.now() < deadline, `the boards count ${said} instead of ${number}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Before the phone is given away: what only the person here can send. @param {Page} page */
const unsentHere = (page) => page.locator('.unsent').getByText('1 bài chưa gửi')

const office = await device({ viewport: { width: 1280, height: 800 } })
const teamPhone = await device()
const home = await device() // the phone that A and B share

await check('an officer sets up an authenticator app at the first sign-in', async () => {
  await enrolApp(office, officer, note)
  await office.waitForURL(`${base}/ward/${ward}`)
})

await check('a recovery code stands in for the app, once', async () => {
  const code = officer.recovery?.[0] ?? ''
  const other = await device()
  await giveSecondFactor(other, officer, code)
  await other.waitForURL(`${base}/ward/${ward}`)
  const third = await device()
  await giveSecondFactor(third, officer, code)
  await third.getByText('Mã chưa đúng hoặc đã qua giờ.').waitFor()
  for (const page of [other, third]) await page.context().close()
})

await check('the officer appoints a coordinator, who sets up an app as well', async () => {
  coordinator.password = note(
    await appoint(office, officer, { name: team, phone: coordinator.phone, village: village.name }),
  )
  await enrolApp(teamPhone, coordinator, note)
  await teamPhone.waitForURL(`${base}/village/${village.id}`)
})

await check('nobody registers without a code', async () => {
  await open(home, '/register')
  await home.getByRole('heading', { name: 'Cần mã tham gia để đăng ký' }).waitFor()
})

let joinCode = ''
await check('the coordinator makes a join code with its poster', async () => {
  await teamPhone.getByRole('link', { name: 'Mã tham gia' }).click()
  await teamPhone.getByRole('button', { name: 'Làm mã', exact: true }).click()
  const poster = teamPhone.locator('.poster')
  await proved(teamPhone, coordinator, poster)
  joinCode = note((await poster.locator('.poster-code span').allInnerTexts()).join('-'))
  const pdf = await print(teamPhone, out, 'poster')
  pictureOf(pdf)
  assert(textOf(pdf).includes(village.name), 'the poster names the village')
})

await check('two people register with it on one phone and one number, with different PINs', async () => {
  await open(home, `/join#${joinCode}`)
  await register(home, a)
  await open(home, '/join')
  await home.getByLabel('Mã tham gia', { exact: true }).fill(joinCode.toLowerCase())
  await home.getByRole('button', { name: 'Xem mã' }).click()
  await home.getByRole('button', { name: 'Đăng ký cho người khác' }).click()
  await register(home, b, a.pin)
})

await check('both are confirmed at once', async () => {
  await open(teamPhone, `/village/${village.id}/people`)
  await teamPhone.getByRole('heading', { name: 'Đã xác nhận (2)' }).waitFor()
  assert.equal(await teamPhone.getByRole('heading', { name: /^Chờ xác nhận/ }).count(), 0)
})

let id = ''
let token = ''
let card = ''
await check('a card comes out of the printer with name and village, and its secret in the code alone', async () => {
  await teamPhone.getByRole('button', { name: new RegExp(`^${a.name}`) }).click()
  await teamPhone.getByRole('link', { name: 'Làm thẻ học' }).click()
  const [made] = await Promise.all([
    teamPhone.waitForResponse((one) => new URL(one.url()).pathname.endsWith('/cards') && one.status() === 201),
    teamPhone.getByRole('button', { name: 'Làm 1 thẻ' }).click(),
    proved(teamPhone, coordinator, teamPhone.getByRole('heading', { name: '1 thẻ đã sẵn sàng' })),
  ])
  const { items } = await made.json()
  id = items[0].resident
  token = note(items[0].token)
  const pdf = await print(teamPhone, out, 'cards')
  const text = textOf(pdf)
  for (const wanted of [a.name, village.name]) assert(text.includes(wanted), `the sheet says ${wanted}: ${text}`)
  assert(!text.replace(/\s/g, '').includes(token), 'the sheet does not tell the secret')
  pictureOf(pdf)
  card = cardOf(pdf)
})

await check('a photo of the printed card lets its owner in, and nobody else', async () => {
  const page = await device()
  await open(page, '/card')
  await page.locator('input[type=file]').setInputFiles(card)
  await greeted(page, a.name)
  assert.deepEqual(await namesHere(page), [a.name])
  await page.context().close()
})

await check('on a new phone the PIN is not enough: a device code is asked for, and works once', async () => {
  const page = await device()
  await givePin(page, a)
  await page.getByRole('heading', { name: 'Máy này chưa quen' }).waitFor()
  await open(teamPhone, `/village/${village.id}/people`)
  const code = note(await makeCode(teamPhone, coordinator, { name: a.name, kind: 'Máy mới' }))
  const enter = async (/** @type {Page} */ on) => {
    await on.getByLabel('Mã của tổ công nghệ số').fill(code)
    await on.getByRole('button', { name: 'Vào học' }).click()
  }
  await enter(page)
  await greeted(page, a.name)
  const other = await device()
  await givePin(other, a)
  await enter(other)
  await other.getByText('Mã này sai, đã dùng hoặc hết hạn').waitFor()
  for (const one of [page, other]) await one.context().close()
})

/** @param {{ name: string, pin: string }} person */
async function switchTo({ name, pin }) {
  await pick(home, name)
  await enterPin(home, pin)
  await greeted(home, name)
}

await check('two people on one phone keep their answers apart while nothing can be sent', async () => {
  await home.route(/\/api\/v1\/submissions/, (route) => route.abort())
  await open(home, '/')
  await switchTo(a)
  await learn(home)
  await unsentHere(home).waitFor()
  await pick(home, b.name)
  await home.getByText(`${a.name} còn 1 bài chưa gửi`).waitFor()
  await home.getByRole('button', { name: 'Vẫn đổi người' }).click()
  await enterPin(home, b.pin)
  await greeted(home, b.name)
  assert.equal(await home.locator('.unsent').count(), 0, 'A’s answers are not B’s')
  await learn(home)
  await unsentHere(home).waitFor()
})

await check('each one’s answers are sent by themselves alone, and counted', async () => {
  await home.unroute(/\/api\/v1\/submissions/)
  // The app may send by itself before the button is pressed.
  const sendNow = home.locator('.unsent').getByRole('button', { name: 'Gửi ngay' })
  await Promise.race([sendNow.click().catch(() => {}), home.locator('.unsent').waitFor({ state: 'detached' })])
  await home.locator('.unsent').waitFor({ state: 'detached' })
  await boardsSay(1)
  const ofB = await exported(home)
  await Promise.all([
    home.waitForResponse((one) => one.url().includes('/submissions') && one.status() < 300),
    switchTo(a),
  ])
  await home.locator('.unsent').waitFor({ state: 'detached' })
  const ofA = await exported(home)
  assert.deepEqual([ofA.submissions.length, ofB.submissions.length], [1, 1])
  assert.notEqual(ofA.submissions[0].id, ofB.submissions[0].id)
  await boardsSay(2)
})

await check('who forgot the PIN gets in again with a recovery code', async () => {
  await open(home, '/me')
  await home.getByRole('button', { name: 'Đăng xuất' }).click()
  await home.getByRole('link', { name: 'Tôi đã có tài khoản' }).waitFor()
  await open(teamPhone, `/village/${village.id}/people`)
  await open(home, '/login')
  taps = 0
  const since = Date.now()
  const code = note(await makeCode(teamPhone, coordinator, { name: a.name, kind: 'Quên mã PIN', press: tap }))
  const ofTeam = taps
  await tap(home.getByRole('link', { name: 'Quên mã PIN?' }))
  await home.getByLabel('Số điện thoại').fill(a.phone)
  await home.getByLabel('Mã khôi phục').fill(code)
  await tap(home.getByRole('button', { name: 'Chọn mã PIN' }))
  await choosePin(home, newPin)
  await greeted(home, a.name)
  return `${seconds(since)}; ${ofTeam} taps of the team, ${taps - ofTeam} of the resident, two fields and the PIN twice`
})

await check('then the old PIN no longer works', async () => {
  await switchTo(b)
  await pick(home, a.name)
  await enterPin(home, a.pin)
  await home.getByText('Mã PIN chưa đúng.').waitFor()
  a.pin = newPin
  await enterPin(home, a.pin)
  await greeted(home, a.name)
})

await check('without the consent to statistics the boards count one less', async () => {
  await open(home, '/me/consents')
  await Promise.all([
    home.waitForResponse((one) => one.request().method() === 'PATCH' && one.status() === 200),
    home.getByRole('switch', { name: 'Tính vào số liệu chung' }).click(),
  ])
  await boardsSay(1)
})

await check('a request reaches the officer, and the answer reaches who asked', async () => {
  await open(home, '/me/requests')
  await home.getByRole('button', { name: 'Gửi yêu cầu mới' }).click()
  await home.getByText('Sửa chỗ sai').click()
  await home.getByLabel('Nói rõ yêu cầu').fill(`Tên đúng là ${a.name}, số máy ${a.phone}.`)
  await home.getByRole('button', { name: 'Gửi yêu cầu', exact: true }).click()
  await home.getByText('Đã gửi. Câu trả lời sẽ hiện ở đây.').waitFor()
  await open(office, `/ward/${ward}`)
  await office.getByRole('link', { name: 'Yêu cầu của bà con', exact: true }).first().click()
  await office.getByText(`số máy ${a.phone}`).waitFor()
  await office.getByRole('button', { name: 'Viết trả lời' }).click()
  await office.getByLabel('Trả lời', { exact: true }).fill(answer)
  await office.getByRole('button', { name: 'Gửi trả lời' }).click()
  await office.getByText('Đã gửi trả lời.').waitFor()
  await open(home, '/me/requests')
  await home.getByText(answer).waitFor()
})

await check('from anywhere two taps and a PIN change who is learning', async () => {
  for (const [path, person] of /** @type {const} */ ([
    ['/boards', b],
    ['/me/requests', a],
  ])) {
    await open(home, path)
    taps = 0
    await pick(home, person.name, tap)
    await enterPin(home, person.pin)
    await greeted(home, person.name)
    assert.equal(taps, 2)
  }
})

await save({
  resident: { ...a, pins, id, token },
  neighbour: b.name,
  storage: await home.context().storageState({ indexedDB: true }),
})
await browser.close()
console.log(`took ${seconds(started)}`)
finish()
