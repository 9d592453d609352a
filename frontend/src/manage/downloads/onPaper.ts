import './paper.css'

/** From so many columns on a sheet lies on its side. */
const upright = 7

const number = /^[\d.,]+( %)?$/

/** Prints a table of the server alone: its first line says what it is of and when, its second one names the columns. */
export function onPaper(lines: readonly string[][]): void {
  const [note, heads = [], ...rows] = lines
  const sheet = document.createElement('div')
  sheet.className = heads.length < upright ? 'paper-table' : 'paper-table paper-wide'
  sheet.setAttribute('aria-hidden', 'true')
  const title = document.createElement('p')
  title.textContent = note?.[0] ?? ''
  const table = document.createElement('table')
  const line = (cells: readonly string[], tag: 'th' | 'td') => {
    const row = document.createElement('tr')
    for (const text of cells) {
      const cell = document.createElement(tag)
      cell.textContent = text
      if (number.test(text)) cell.className = 'num'
      row.append(cell)
    }
    return row
  }
  table.createTHead().append(line(heads, 'th'))
  table.createTBody().append(...rows.map((row) => line(row, 'td')))
  sheet.append(title, table)
  document.body.append(sheet)
  document.documentElement.classList.add('prints-table')
  const away = () => {
    removeEventListener('afterprint', away)
    document.documentElement.classList.remove('prints-table')
    sheet.remove()
  }
  addEventListener('afterprint', away)
  print()
}
