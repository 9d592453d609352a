// What stands in the tables and figures of a page, and how the page must write a number of an answer.
import assert from 'node:assert/strict'

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */
/** @typedef {{ href: string, name: string, cells: Record<string, string> }} Row its cells by the heading of their column */

/** @param {number} n */
export const number = (n) => new Intl.NumberFormat('vi-VN').format(n)

/** @param {number | null} n */
export const count = (n) => (n === null ? 'dưới 5' : number(n))

/** @param {number} share */
export function percent(share) {
  const value = share * 100
  return `${new Intl.NumberFormat('vi-VN', { maximumFractionDigits: value > 0 && value < 10 ? 1 : 0 }).format(value)} %`
}

/** A rate in a table. @param {{ rate: number | null, roll: number }} totals */
export const rate = ({ rate, roll }) =>
  rate !== null ? percent(rate) : roll > 0 ? `dưới ${percent(Math.min(1, 5 / roll))}` : 'chưa có danh sách'

/** What tables of places have in common. @param {any} totals @returns {Record<string, string>} */
export const ofPlace = (totals) => ({
  'Tỷ lệ tham gia': rate(totals),
  'Đạt ít nhất một bài': count(totals.participants),
  'Hoàn thành': count(totals.completed),
  'Đã đăng ký': count(totals.registered),
})

/** A share of people, where it is told. @param {number | null} part @param {number | null} whole */
export const share = (part, whole) => (part === null || !whole ? '–' : percent(part / whole))

/** @param {number} roll */
export const orDash = (roll) => (roll > 0 ? number(roll) : '–')

/** @param {string} day */
export const dayText = (day) => day.split('-').reverse().map(Number).join('/')

/**
 * The rows of a table, below each other, without what only screen readers read; the row of sums has no address.
 * @param {Locator} table
 * @returns {Promise<Row[]>}
 */
export const rowsOf = (table) =>
  table.evaluate((element) => {
    /** @param {Element} cell */
    const seen = (cell) => {
      const copy = /** @type {Element} */ (cell.cloneNode(true))
      for (const one of copy.querySelectorAll('.hidden')) one.remove()
      return (copy.textContent ?? '').replace(/[\s\u00a0]+/g, ' ').trim()
    }
    const heads = [...element.querySelectorAll('thead th')].map((head) =>
      seen(head.querySelector('button span, abbr, [aria-hidden]') ?? head),
    )
    return [...element.querySelectorAll('tbody tr, tfoot tr')].map((row) => {
      const cells = [...row.children].map(seen)
      return {
        href: row.querySelector('a')?.getAttribute('href') ?? '',
        name: cells[0] ?? '',
        cells: Object.fromEntries(heads.map((head, index) => [head, cells[index] ?? ''])),
      }
    })
  })

/** Numbers that stand as a page's decoration, by their words. @param {Page} page */
export const figuresOf = (page) =>
  page
    .locator('.numbers-one')
    .evaluateAll((all) =>
      Object.fromEntries(
        all.map((one) => [
          one.querySelector('dt')?.textContent ?? '',
          (one.querySelector('.numbers-value')?.textContent ?? '').replace(/\u00a0/g, ' '),
        ]),
      ),
    )

/** How many cells were compared. */
export let compared = 0

/**
 * Compares what cells say with what they must say; other cells of the row are not looked at.
 * @param {string} where
 * @param {Record<string, string> | undefined} cells
 * @param {Record<string, string>} want
 */
export function hold(where, cells, want) {
  assert(cells, `${where} is not shown`)
  for (const [head, right] of Object.entries(want)) {
    compared++
    assert.equal(cells[head], right.replace(/\u00a0/g, ' '), `${where}, ${head}`)
  }
}
