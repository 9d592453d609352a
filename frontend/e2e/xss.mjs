// Every page that shows what somebody typed, on a server whose lessons, names and villages are attempts to run a script:
// nothing may run, nothing may even be held back by the Content-Security-Policy, and no request may leave the site.
//
//   HOCSO_RESIDENT, HOCSO_COORDINATOR, HOCSO_OFFICER   phone:secret
import assert from 'node:assert/strict'
import { api, base, check, finish, launch, phone, signIn } from './browser.mjs'
import { settled, visit } from './pagelist.mjs'

const ward = '24163'
const browser = await launch()

/** @param {string} name of a variable @param {'pin' | 'password'} kind */
function credentials(name, kind) {
  const [number, ...secret] = (process.env[name] ?? '').split(':')
  assert(number && secret.length, `${name} says who signs in`)
  return { phone: number, [kind]: secret.join(':') }
}

/** A page that hears everything a payload could do. */
async function guarded() {
  const context = await browser.newContext(phone)
  /** @type {string[]} */
  const heard = []
  const inside = (/** @type {string} */ url) => url.startsWith(base) || /^(data|blob|about):/.test(url)
  context.on('request', (request) => inside(request.url()) || heard.push(`asked ${request.url()}`))
  const page = await context.newPage()
  page.on('dialog', (dialog) => {
    heard.push(`dialog ${dialog.message()}`)
    dialog.dismiss()
  })
  page.on('popup', (popup) => heard.push(`opened ${popup.url()}`))
  page.on('console', (message) => {
    if (/Content Security Policy|Content-Security-Policy/i.test(message.text())) heard.push(message.text())
  })
  return {
    page,
    async quiet() {
      // @ts-expect-error ran is what payloads set
      if (await page.evaluate(() => window.ran !== undefined)) heard.push('a script ran')
      assert(inside(page.url()), `the page went to ${page.url()}`)
      assert.deepEqual(heard.splice(0), [])
    },
    heard,
    close: () => context.close(),
  }
}

/** @param {Awaited<ReturnType<typeof guarded>>} guard @param {string[]} paths */
async function quietAt(guard, paths) {
  for (const path of paths) {
    await visit(guard.page, base + path)
    await guard.quiet()
  }
  return `${paths.length} pages`
}

/** Goes through a lesson's steps and into the first question, answered by its first option. @param {Awaited<ReturnType<typeof guarded>>} guard @param {string} id */
async function quietLesson(guard, id) {
  const { page } = guard
  await visit(page, `${base}/modules/${id}`)
  const module = await api(`/modules/${id}?lang=vi`)
  for (const at of module.steps.keys()) {
    await guard.quiet()
    const last = at === module.steps.length - 1
    await page.getByRole('button', { name: last ? 'Làm bài kiểm tra ngắn' : 'Tiếp tục', exact: true }).click()
    await settled(page)
  }
  await page.getByText('Câu 1 trên').waitFor()
  await page.locator('label.choice').first().click()
  await page.getByRole('button', { name: 'Trả lời', exact: true }).click()
  await page.getByRole('button', { name: 'Câu tiếp theo', exact: true }).waitFor()
  await guard.quiet()
}

await check('a payload that gets into a page is heard', async () => {
  const guard = await guarded()
  await visit(guard.page, `${base}/`)
  await guard.page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=window.ran=1><img src="https://evil.example/">')
  })
  while (guard.heard.length < 2)
    await guard.page.waitForEvent('console', { timeout: 5000 }).catch(() => assert.fail('nothing was heard'))
  await guard.close()
})

const course = (await api('/courses')).items[0]
const nobody = await guarded()

await check('nothing runs on public pages', () =>
  quietAt(nobody, [
    '/',
    '/courses',
    `/courses/${course.id}`,
    '/start',
    '/boards',
    '/boards/villages',
    `/boards/wards/${ward}`,
    `/boards?around=${ward}`,
  ]),
)

await check('nothing runs where a village is chosen', async () => {
  await visit(nobody.page, `${base}/register`)
  await nobody.page.getByLabel('Tên xã, phường').fill('tan an')
  await nobody.page
    .getByRole('button', { name: /^Phường Tân An/ })
    .first()
    .click()
  await nobody.page.getByRole('button', { name: 'window.ran' }).first().waitFor()
  await nobody.quiet()
  return `${await nobody.page.getByRole('button', { name: /window\.ran|evil\.example/ }).count()} villages`
})

await check('nothing runs in any lesson', async () => {
  for (const module of course.modules) await quietLesson(nobody, module.id)
  return `${course.modules.length} lessons`
})
await nobody.close()

for (const [who, kind, paths] of /** @type {const} */ ([
  ['RESIDENT', 'pin', ['/', '/me', '/me/details', '/who', '/review', `/boards/wards/${ward}?around=${ward}-001`]],
  [
    'COORDINATOR',
    'password',
    [
      '/',
      '/me',
      `/village/${ward}-001`,
      `/village/${ward}-001/people`,
      `/village/${ward}-001/cards`,
      `/village/${ward}-001/join`,
    ],
  ],
  [
    'OFFICER',
    'password',
    [
      '/',
      `/ward/${ward}`,
      `/village/${ward}-001`,
      `/ward/${ward}/staff`,
      `/ward/${ward}/requests`,
      `/ward/${ward}/audit`,
    ],
  ],
])) {
  await check(`nothing runs for a ${who.toLowerCase()}`, async () => {
    const guard = await guarded()
    await signIn(guard.page, credentials(`HOCSO_${who}`, kind))
    const said = await quietAt(guard, [...paths])
    await guard.close()
    return said
  })
}

await browser.close()
finish()
