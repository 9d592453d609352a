import { expect, test } from 'vitest'
import { blocks } from '../../../scripts/markdown.mjs'

test('headings, paragraphs and lists become blocks', () => {
  const text = '# Cách xếp hạng\nMột câu\ngãy dòng.\n\n- **Xã**: cộng\n  lại\n- thôn\n\n1. Một\n2. Hai\n'
  expect(blocks(text)).toEqual([
    { kind: 'heading', level: 1, words: ['Cách xếp hạng'] },
    { kind: 'paragraph', words: ['Một câu gãy dòng.'] },
    { kind: 'list', numbered: false, items: [[{ strong: 'Xã' }, ': cộng lại'], ['thôn']] },
    { kind: 'list', numbered: true, items: [['Một'], ['Hai']] },
  ])
})

test('a table has a head and rows', () => {
  expect(blocks('| Thôn | Hạng |\n| --- | ---: |\n| A | 1 |\n| B | `2` |')).toEqual([
    {
      kind: 'table',
      head: [['Thôn'], ['Hạng']],
      rows: [
        [['A'], ['1']],
        [['B'], [{ code: '2' }]],
      ],
    },
  ])
})

test('points with empty lines between them are one list', () => {
  expect(blocks('- a\n\n- b')).toEqual([{ kind: 'list', numbered: false, items: [['a'], ['b']] }])
})

test('a link is its words, since it leads to a file that no phone has', () => {
  expect(blocks('Xem [thiết kế](design.md) nhé.')).toEqual([{ kind: 'paragraph', words: ['Xem thiết kế nhé.'] }])
})

test('what cannot be shown stops the build', () => {
  for (const text of ['```\ncode\n```', '> lời', '<b>x</b>']) expect(() => blocks(text)).toThrow('cannot be shown')
})
