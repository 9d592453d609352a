// A manager's room: what each view shows is taken along as Excel, as CSV with the same figures and as a picture with something on it, and
// its address shows it again.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { accessibilityFaults, complaints, overflow } from './audit.mjs'
import { base, check, demo, finish, launch, phone, signIn } from './browser.mjs'
import { settled, visit } from './pagelist.mjs'

const browser = await launch()
const context = await browser.newContext({ ...phone, reducedMotion: 'reduce', acceptDownloads: true })
const page = await context.newPage()
page.setDefaultTimeout(15_000)
await signIn(page, demo.manager)
const heard = complaints(page)

/** @param {number} which of the groups of buttons @param {string} button */
async function download(which, button) {
  const one = page.locator('.room-take').nth(which).getByRole('button', { name: button })
  const [saved] = await Promise.all([page.waitForEvent('download'), one.click()])
  return readFileSync(/** @type {string} */ (await saved.path()))
}

/** The lines of a file of the server below its note. @param {string} text */
const linesOf = (text) =>
  text
    .replace(/^\uFEFF/, '')
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, a, b]) => a?.replace(/""/g, '"') ?? b ?? ''),
    )

/** A cell in one way, however a page or a file writes it; what is hidden has words of its own in each. @param {string} cell */
function plain(cell) {
  const text = cell.replace(/\s/g, '').toLowerCase()
  if (/^(dưới|khôngnêu|–|<5|$)/.test(text)) return 'hidden'
  const share = /^(thấphơn|cao hơn|caohơn)?(-?[\d.]+(?:,\d+)?)%$/.exec(text)
  if (share) {
    const value = Number(share[2]?.replace(/\./g, '').replace(',', '.')) * (share[1] === 'thấphơn' ? -1 : 1)
    return `${value}%`
  }
  return text.replace(/^ítnhất/, '').replace(/(\d)\.(?=\d{3})/g, '$1')
}

/** Whether two cells say the same; a page rounds shares further than a file. @param {string} a @param {string} b */
const same = (a, b) =>
  a === b || (a.endsWith('%') && b.endsWith('%') && Math.abs(Number.parseFloat(a) - Number.parseFloat(b)) < 0.56)

/** @param {Buffer} raw how many shades the picture has */
const shadesOf = (raw) =>
  page.evaluate(
    async (bytes) => {
      const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: 'image/png' }))
      const canvas = document.createElement('canvas')
      canvas.width = picture.width
      canvas.height = picture.height
      const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'))
      pen.drawImage(picture, 0, 0)
      // The head is text; what is below it must be drawn.
      const { data } = pen.getImageData(0, 130, picture.width, picture.height - 130)
      const shades = new Set()
      for (let at = 0; at < data.length; at += 4)
        shades.add((data[at] ?? 0) * 65536 + (data[at + 1] ?? 0) * 256 + (data[at + 2] ?? 0))
      return shades.size
    },
    [...raw],
  )

/** What the table on the screen says, by the name of each line. */
const shownRows = () =>
  page
    .locator('.table tbody')
    .first()
    .locator('tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.children].map((cell) => (cell instanceof HTMLElement ? cell.innerText : ''))),
    )

for (const [view, coded] of /** @type {const} */ ([
  ['places', true],
  ['map', true],
  ['work', true],
  ['lessons', true],
  ['spread', false],
])) {
  await check(`${view} is taken along with the figures of the page`, async () => {
    await page.setViewportSize({ width: 1280, height: 900 })
    await visit(page, `${base}/province/room?view=${view}&all=1`)
    await page.locator('.room-take').first().waitFor()
    await settled(page)
    assert.equal((await download(0, 'Tải Excel')).subarray(0, 2).toString(), 'PK')
    const [, ...lines] = linesOf((await download(0, 'Tải CSV')).toString('utf8'))
    const file = new Map(
      lines.map((line) => (coded ? line.slice(1) : line)).map((line) => [plain(line[0] ?? ''), line.map(plain)]),
    )
    const rows = await shownRows()
    assert(rows.length > 1, `${rows.length} lines`)
    for (const row of rows) {
      const cells = row.map(plain)
      const told = file.get(cells[0] ?? '') ?? []
      assert(
        told.length === cells.length && cells.every((cell, at) => same(cell, told[at] ?? '')),
        `${told} and ${cells}`,
      )
    }
    const shades = await shadesOf(await download(0, 'Tải PNG'))
    assert(shades > 3, `the picture has ${shades} colours`)
    assert.deepEqual([...(await accessibilityFaults(page)), ...(await overflow(page))], [], view)
    return `${rows.length} lines`
  })
}

await check('the address shows what was chosen again', async () => {
  await visit(page, `${base}/province/room?view=map`)
  await page.getByLabel('Vẽ gì').selectOption('gain')
  await page.waitForURL(/draw=gain/)
  await page.reload()
  await page.locator('.map-box').waitFor()
  assert.equal(await page.getByLabel('Vẽ gì').inputValue(), 'gain')
  assert((await page.locator('.map-box [role=option]').count()) > 50, 'the map has no units')
})

await check('nothing went wrong on the pages', () => assert.deepEqual(heard.taken(), []))

await browser.close()
finish()
