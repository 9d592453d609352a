// A certificate from the last quiz to the paper, and what a neighbour's camera and a stranger's program make of it; until its owner
// takes it back. Needs poppler-utils.
//
//   HOCSO_OUT  folder for what was printed, else a temporary one
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import jsQR from 'jsqr'
import { accessibilityFaults, complaints, overflow } from './audit.mjs'
import { api, base, check, demo, finish, launch, login, phone, signIn } from './browser.mjs'
import { verified } from './credential.mjs'
import { settled, visit } from './pagelist.mjs'
import { pictureOf, print, textOf } from './paper.mjs'

/** @typedef {import('playwright-core').Page} Page */

const out = process.env.HOCSO_OUT ?? mkdtempSync(join(tmpdir(), 'hocso-certificates-'))
mkdirSync(out, { recursive: true })
const name = 'Nguyễn Phước Hoàng Thị Ngọc Phương Uyên H’Đớk Niê Kđăm'
const short = 'N. P. H. T. N. P. U. H. N. K.'

const { token } = await login(demo.resident)
const browser = await launch()

/** @param {object} [more] */
async function device(more) {
  const page = await (await browser.newContext({ ...phone, reducedMotion: 'reduce', ...more })).newPage()
  page.setDefaultTimeout(15_000)
  return page
}

/** Looks at a screen, also with letters of twice the size. @param {Page} page @param {string} screen */
async function sound(page, screen) {
  for (const size of ['', '225%']) {
    await page.evaluate((one) => {
      document.documentElement.style.fontSize = one
    }, size)
    await settled(page)
    assert.deepEqual([...(await accessibilityFaults(page)), ...(await overflow(page))], [], `${screen} ${size}`)
  }
  await page.evaluate(() => {
    document.documentElement.style.fontSize = ''
  })
}

/** @param {string} method @param {string} path @param {object} [body] */
async function send(method, path, body) {
  const response = await fetch(`${base}/api/v1${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: response.status, answer: response.status === 204 ? undefined : await response.json() }
}

/** Hands in right answers to modules. @param {string[]} modules */
async function learn(modules) {
  const at = new Date().toISOString()
  const submissions = await Promise.all(
    modules.map(async (id) => {
      const { version, quiz } = await api(`/modules/${id}?lang=vi`)
      const answers = Object.fromEntries(quiz.questions.map((/** @type {any} */ q) => [q.id, q.key]))
      return { id: crypto.randomUUID(), module: id, version, answers, started_at: at, finished_at: at }
    }),
  )
  const { answer } = await send('POST', '/submissions/batch', { submissions })
  for (const one of answer.results) assert.equal(one.status, 201, JSON.stringify(one))
}

/** What a QR code in a picture says. @param {Page} page @param {string} file */
async function scan(page, file) {
  const { data, width, height } = await page.evaluate(
    async (source) => {
      const image = new Image()
      image.src = source
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.width
      canvas.height = image.height
      const pen = canvas.getContext('2d')
      if (!pen) throw new Error('no canvas')
      pen.drawImage(image, 0, 0)
      const { data } = pen.getImageData(0, 0, image.width, image.height)
      return { data: Array.from(data), width: image.width, height: image.height }
    },
    `data:image/png;base64,${readFileSync(file).toString('base64')}`,
  )
  return jsQR(Uint8ClampedArray.from(data), width, height)?.data
}

const own = await device()
const heard = complaints(own)
await signIn(own, demo.resident)
const campaign = (await api('/campaigns')).items[0]
const { passed } = (await send('GET', '/me/certificates')).answer.campaigns[0]

await check('who has lessons left is told how many', async () => {
  await visit(own, `${base}/me`)
  await own.getByRole('link', { name: 'Giấy chứng nhận' }).click()
  await own.getByText(`Còn ${campaign.modules.length - passed} bài nữa là làm được giấy.`).waitFor()
  await sound(own, 'on the way')
  const { status, answer } = await send('POST', '/me/certificates', { campaign: campaign.id, shown: 'name' })
  assert.equal(status, 409, answer.code)
})

await check(
  'with the last lesson passed, its owner says what stands on the certificate and what others see',
  async () => {
    await learn(campaign.modules)
    await visit(own, `${base}/me/certificates`)
    await own.getByLabel('Tên ghi trên giấy').fill(name)
    await own.getByLabel(`Chỉ chữ cái đầu của tên: ${short}`).check()
    await sound(own, 'making one')
    await own.getByRole('button', { name: 'Làm giấy', exact: true }).click()
    await own.getByText('Bật mục “Cho tra cứu giấy chứng nhận” rồi mới làm giấy được.').waitFor()
    await sound(own, 'without consent')
    await own.getByText('Cho tra cứu giấy chứng nhận', { exact: true }).click()
    await own.getByRole('button', { name: 'Làm giấy', exact: true }).click()
    await own.waitForURL(/\/me\/certificates\/[0-9a-f]{32}$/)
    await own.getByText(`Người quét mã thấy tên: ${short}`).waitFor()
    await sound(own, 'made')
  },
)

const id = new URL(own.url()).pathname.split('/').at(-1) ?? ''
let scanned = ''
await check('one sheet comes out of the printer, and its QR code leads to the page that checks it', async () => {
  const pdf = await print(own, out, 'certificate')
  assert.match(
    execFileSync('pdfinfo', [pdf], { encoding: 'utf8' }),
    /Pages:\s+1\n[\s\S]*Page size:\s+84\d(\.\d+)? x 59\d/,
  )
  const text = textOf(pdf)
  for (const wanted of [...name.split(' '), campaign.name, 'không phải là xác nhận trên VNeID', 'Dữ liệu mẫu'])
    assert(text.includes(wanted), `the sheet says ${wanted}: ${text}`)
  for (const never of ['In giấy', 'Bỏ giấy này', demo.resident.phone.slice(1)])
    assert(!text.includes(never), `the sheet does not say ${never}: ${text}`)
  scanned = (await scan(own, pictureOf(pdf))) ?? ''
  assert.equal(scanned, `${base}/c/${id}`)
})

const neighbour = await device({ colorScheme: 'dark' })
await check('a neighbour who scans it sees what its owner chose and no more', async () => {
  await visit(neighbour, scanned)
  const text = await neighbour.locator('main').innerText()
  for (const wanted of [short, campaign.name, 'không phải là xác nhận trên VNeID', id])
    assert(text.includes(wanted), `it says ${wanted}: ${text}`)
  for (const never of ['Nguyễn', 'Kđăm']) assert(!text.includes(never), `it does not say ${never}: ${text}`)
  assert.equal(await neighbour.locator('meta[name=robots]').getAttribute('content'), 'noindex')
  await sound(neighbour, 'checked')
})

await check('a program that knows nothing of us finds the credential and the badge valid', async () => {
  const issuer = await (await fetch(`${base}/.well-known/did.json`)).json()
  const file = await (await fetch(`${base}/api/v1/certificates/${id}/credential.json`)).text()
  assert.deepEqual(await verified(JSON.parse(file), issuer), [])
  const picture = await (await fetch(`${base}/api/v1/certificates/${id}/badge.svg`)).text()
  const baked = /<openbadges:credential><!\[CDATA\[([\s\S]*?)\]\]>/.exec(picture)?.[1]?.trim() ?? ''
  assert.equal(baked, file)
  const forged = JSON.parse(file)
  forged.credentialSubject.identifier[0].identityHash = 'Ai Đó'
  assert.notDeepEqual(await verified(forged, issuer), [])
})

const seen = async () => {
  await visit(neighbour, scanned)
  return (await neighbour.getByRole('heading', { name: 'Không tìm thấy giấy này' }).count()) === 0
}

await check('without consent the code shows nothing, and with it again what it showed', async () => {
  await visit(own, `${base}/me/consents`)
  const consent = own.getByText('Cho tra cứu giấy chứng nhận', { exact: true })
  const answered = () => own.waitForResponse((one) => one.request().method() === 'PATCH' && one.ok())
  await Promise.all([answered(), consent.click()])
  assert(!(await seen()), 'still there')
  await sound(neighbour, 'not there')
  await visit(own, `${base}/me/certificates/${id}`)
  await own.getByText('Đang tắt mục “Cho tra cứu giấy chứng nhận”').waitFor()
  await sound(own, 'hidden')
  await visit(own, `${base}/me/consents`)
  await Promise.all([answered(), consent.click()])
  assert(await seen(), 'not there again')
})

await check('its owner takes it back, and makes another one', async () => {
  await visit(own, `${base}/me/certificates/${id}`)
  await own.getByRole('button', { name: 'Bỏ giấy này' }).click()
  await sound(own, 'asked')
  await own.getByRole('button', { name: 'Bỏ giấy', exact: true }).click()
  await own.waitForURL(`${base}/me/certificates`)
  assert(!(await seen()), 'still there')
  await own.getByRole('button', { name: 'Làm giấy', exact: true }).click()
  await own.waitForURL((url) => url.pathname !== '/me/certificates')
  assert(!own.url().endsWith(id), 'it has the id of the one before')
})

await check('no page complained', () => assert.deepEqual(heard.taken(), []))
await browser.close()
finish()
