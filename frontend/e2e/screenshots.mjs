// Writes docs/img/<page>-<width>-<light|dark>.png of every page, and <page>-print.png of what is for paper. Usage: node e2e/screenshots.mjs [PAGE...]
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { check, demo, finish, launch, login, signIn } from './browser.mjs'
import { allPages, arrive, settled } from './pagelist.mjs'
import { toPalette } from './palette.mjs'

const folder = process.env.HOCSO_IMG ?? fileURLToPath(new URL('../../docs/img/', import.meta.url))
const narrow = { width: 360, height: 740 }
const sizes = [narrow, { width: 768, height: 800 }, { width: 1280, height: 800 }]
/** What hangs in a hall or stands on a desk with a large screen. */
const large = { width: 1920, height: 1080 }
/** A sheet of A4, as a printer's page is drawn. */
const sheets = { upright: { width: 794, height: 1123 }, across: { width: 1123, height: 794 } }
const light = /** @type {const} */ (['light'])
const both = /** @type {const} */ (['light', 'dark'])
/** All pictures together stay small enough to be cloned. */
const most = 12 * 1024 * 1024

mkdirSync(folder, { recursive: true })
const { person } = await login(demo.coordinator)
const pages = await allPages({ ward: person.ward.code, village: person.appointments[0].village })
const wanted = process.argv.slice(2)
const browser = await launch()

for (const role of [...new Set(pages.map((one) => one.role))]) {
  const context = await browser.newContext({ locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh', reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  if (role !== 'nobody') await signIn(page, demo[role])
  for (const stop of pages.filter((one) => one.role === role && (!wanted.length || wanted.includes(one.name)))) {
    const { name } = stop
    /** @param {string} kind */
    const shoot = async (kind) => {
      await settled(page)
      const picture = await page.screenshot({ animations: 'disabled' })
      writeFileSync(`${folder}/${name}-${kind}.png`, toPalette(picture))
    }
    await check(name, async () => {
      await page.setViewportSize(narrow)
      await arrive(page, stop)
      for (const size of /^(boards|screen)-/.test(name) ? [...sizes, large] : sizes) {
        await page.setViewportSize(size)
        for (const colorScheme of size === large ? light : both) {
          await page.emulateMedia({ colorScheme })
          await shoot(`${size.width}-${colorScheme}`)
        }
      }
      if (!stop.paper) return
      await page.setViewportSize(sheets[stop.paper])
      await page.emulateMedia({ colorScheme: 'light', media: 'print' })
      await shoot('print')
      await page.emulateMedia({ media: null })
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
