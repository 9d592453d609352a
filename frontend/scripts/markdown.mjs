// Turns a plain Markdown text into blocks at build time, so that no page carries a reader of Markdown: headings, paragraphs, lists
// and tables, with **strong** and `code` words in them. What else it meets is an error, so that nothing is shown wrongly.

/** @typedef {import('./markdown.d.mts').Words} Words */
/** @typedef {import('./markdown.d.mts').Block} Block */

/** @param {string} text @returns {Words[]} */
export function words(text) {
  const out = []
  for (const piece of text.split(/(\*\*[^*]+\*\*|`[^`]+`)/)) {
    if (piece.startsWith('**') && piece.endsWith('**') && piece.length > 4) out.push({ strong: piece.slice(2, -2) })
    else if (piece.startsWith('`') && piece.endsWith('`') && piece.length > 2) out.push({ code: piece.slice(1, -1) })
    else if (piece) out.push(piece.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1').replace(/\*([^*\s][^*]*)\*/g, '$1'))
  }
  return out
}

const bullet = /^[-*] +/
const numbered = /^\d+[.)] +/
const cells = (/** @type {string} */ line) =>
  line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => words(cell.trim()))

/** @param {string} markdown @returns {Block[]} */
export function blocks(markdown) {
  return markdown
    .normalize('NFC')
    .replace(/\r/g, '')
    .replace(/^(#{1,3} .*)$/gm, '\n$1\n')
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter(Boolean)
    .reduce(joined, /** @type {string[]} */ ([]))
    .map(block)
}

/** Points of a list with an empty line between them are one list. @param {string[]} all @param {string} part */
function joined(all, part) {
  const before = all[all.length - 1]
  const same = before && [bullet, numbered].some((mark) => mark.test(before) && mark.test(part))
  return same ? [...all.slice(0, -1), `${before}\n${part}`] : [...all, part]
}

/** @param {string} part @returns {Block} */
function block(part) {
  const heading = /^(#{1,3}) +(.*)$/.exec(part)
  if (heading)
    return { kind: 'heading', level: /** @type {1 | 2 | 3} */ (heading[1]?.length), words: words(heading[2] ?? '') }
  const lines = part.split('\n').map((line) => line.trim())
  if (lines[0]?.startsWith('|')) {
    const [head = '', , ...rows] = lines
    return { kind: 'table', head: cells(head), rows: rows.map(cells) }
  }
  for (const mark of [bullet, numbered]) {
    if (mark.test(part)) return { kind: 'list', numbered: mark === numbered, items: items(lines, mark) }
  }
  if (/^(```|>|<|#|---|!\[)/.test(part)) throw new Error(`this text cannot be shown: ${part.slice(0, 60)}`)
  return { kind: 'paragraph', words: words(lines.join(' ')) }
}

/** @param {string[]} lines @param {RegExp} mark */
function items(lines, mark) {
  /** @type {string[]} */
  const out = []
  for (const line of lines) {
    if (mark.test(line)) out.push(line.replace(mark, ''))
    else out[out.length - 1] += ` ${line}`
  }
  return out.map(words)
}

/** Lets a script import `*.md`. @returns {import('vite').Plugin} */
export const markdown = () => ({
  name: 'hocso:markdown',
  transform(text, id) {
    return id.endsWith('.md') ? { code: `export default ${JSON.stringify(blocks(text))}`, map: null } : null
  },
})
