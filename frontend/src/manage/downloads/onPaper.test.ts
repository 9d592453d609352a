import { afterEach, expect, test, vi } from 'vitest'
import { onPaper } from './onPaper'

afterEach(() => {
  vi.unstubAllGlobals()
  document.body.innerHTML = ''
})

test('the table is on the page while it is printed, and gone afterwards', () => {
  let printed = ''
  vi.stubGlobal('print', () => {
    expect(document.documentElement.className).toContain('prints-table')
    printed = document.querySelector('.paper-table')?.textContent ?? ''
  })
  onPaper([['Số liệu lúc 19:05'], ['Nơi', 'Người'], ['<b>Buôn A</b>', '12']])
  expect(printed).toBe('Số liệu lúc 19:05NơiNgười<b>Buôn A</b>12')
  dispatchEvent(new Event('afterprint'))
  expect(document.querySelector('.paper-table')).toBeNull()
  expect(document.documentElement.className).not.toContain('prints-table')
})
