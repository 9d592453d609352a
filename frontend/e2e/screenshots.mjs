// Writes docs/img/<page>-<width>-<light|dark>.png of every page; dark as a phone has it only. Usage: node e2e/screenshots.mjs [PAGE...]
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { base, check, demo, finish, launch, login, signIn } from './browser.mjs'
import { allPages, visit } from './pagelist.mjs'
import { toPalette } from './palette.mjs'

const folder = process.env.HOCSO_IMG ?? fileURLToPath(new URL('../../docs/img/', import.meta.url))
const sizes = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1280, height: 800 },
]
/** What hangs in a hall or stands on a desk with a large screen. */
const large = { width: 1920, height: 1080 }
const light = /** @type {const} */ (['light'])
const both = /** @type {const} */ (['light', 'dark'])
const most = 12 * 1024 * 1024

mkdirSync(folder, { recursive: true })
const { person } = await login(demo.coordinator)
const pages = await allPages({ ward: person.ward.code, village: person.appointments[0].village })
const wanted = process.argv.slice(2)
const browser = await launch()

for (const role of [...new Set(pages.map((one) => one.role))]) {
  const context = await browser.newContext({ locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', reducedMotion: 'reduce' })
  const page = await context.newPage()
  if (role !== 'nobody') await signIn(page, demo[role])
  for (const { name, path } of pages.filter(
    (one) => one.role === role && (!wanted.length || wanted.includes(one.name)),
  )) {
    await check(name, async () => {
      for (const size of /^(boards|screen)-/.test(name) ? [...sizes, large] : sizes) {
        await page.setViewportSize(size)
        for (const colorScheme of size.width < 600 ? both : light) {
          await page.emulateMedia({ colorScheme })
          await visit(page, base + path)
          const picture = await page.screenshot({ animations: 'disabled' })
          writeFileSync(`${folder}/${name}-${size.width}-${colorScheme}.png`, toPalette(picture))
        }
      }
    })
  }
  await context.close()
}
await browser.close()

await check('the folder stays small', () => {
  const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(`${folder}/${name}`).size, 0)
  if (bytes > most) throw new Error(`${bytes} bytes are more than ${most}`)
  return `${Math.round(bytes / 1024)} KB`
})
finish()
