// What comes out of a printer, and what a phone's camera sees of it. Needs pdftotext and pdftoppm (poppler-utils).
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const dotsPerInch = 150
const dots = (/** @type {number} */ millimetres) => String(Math.round((millimetres * dotsPerInch) / 25.4))

/** The first card of a sheet: the page's margin, and how large a card is (coordinate/cards/card.css). */
const card = { margin: 10, width: 94, height: 68 }

/**
 * Prints the page as a printer that leaves out backgrounds does.
 * @param {import('playwright-core').Page} page
 * @param {string} folder
 * @param {string} name
 */
export async function print(page, folder, name) {
  const file = join(folder, `${name}.pdf`)
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true }))
  return file
}

/** What stands on it in letters, in one line. @param {string} pdf */
export const textOf = (pdf) =>
  execFileSync('pdftotext', [pdf, '-'], { encoding: 'utf8' }).normalize('NFC').replace(/\s+/g, ' ')

/** How many sheets come out of the printer. @param {string} pdf */
export const pagesOf = (pdf) =>
  Number(/^Pages:\s+(\d+)/m.exec(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' }))?.[1])

/** A picture of the first page. @param {string} pdf @param {string[]} more */
export function pictureOf(pdf, ...more) {
  const name = pdf.replace(/\.pdf$/, more.length > 0 ? '-card' : '')
  execFileSync('pdftoppm', ['-png', '-r', String(dotsPerInch), '-singlefile', ...more, pdf, name])
  return `${name}.png`
}

/** A picture of the first card alone. @param {string} pdf */
export const cardOf = (pdf) =>
  pictureOf(pdf, ...['-x', dots(card.margin), '-y', dots(card.margin), '-W', dots(card.width), '-H', dots(card.height)])
