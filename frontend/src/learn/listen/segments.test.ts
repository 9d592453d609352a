import { afterEach, describe, expect, test } from 'vitest'
import { type Part, pieces, segments } from './segments'

afterEach(() => document.body.replaceChildren())

function said(html: string, part: Part = 'text') {
  document.body.innerHTML = html
  return segments(document.body, part).map((one) => one.text)
}

describe('what is read of a step', () => {
  test('the heading, then each paragraph and each point', () => {
    const html = `<h1 data-say="text">Tắt máy</h1>
      <div class="prose"><p>Người lạ <strong>giục</strong> thì
      dừng lại.</p><ul><li>Không đọc mã</li><li>Hỏi người nhà</li></ul></div>`
    expect(said(html)).toEqual(['Tắt máy', 'Người lạ giục thì dừng lại.', 'Không đọc mã', 'Hỏi người nhà'])
  })

  test('numbered points with their number', () => {
    expect(said('<ol class="prose"><li>Mở</li><li>Bấm</li></ol>')).toEqual(['1. Mở', '2. Bấm'])
  })

  test('a point and the points inside it, each once', () => {
    expect(said('<div class="prose"><ul><li>Ngoài<ul><li>Trong</li></ul></li></ul></div>')).toEqual(['Ngoài', 'Trong'])
  })

  test('a paragraph inside a point is not told twice', () => {
    expect(said('<div class="prose"><ul><li><p>Một câu</p></li></ul></div>')).toEqual(['Một câu'])
  })

  test('nothing empty, and nothing that is hidden from ears', () => {
    const html = `<div class="prose"><p> </p><p>Nghe<span aria-hidden="true">👂</span></p></div>
      <p data-say="text"><span class="hidden">Giấu</span></p>`
    expect(said(html)).toEqual(['Nghe'])
  })

  test('each in the language that the page gives it', () => {
    document.body.innerHTML = `<div lang="rad"><h1 data-say="text" lang="vi">Tên</h1>
      <div class="prose"><p>Klei</p></div></div><p data-say="text">Câu</p>`
    expect(segments(document.body, 'text').map((one) => one.language)).toEqual(['vi', 'rad', 'vi'])
  })
})

describe('what is read of a question', () => {
  const option = (text: string, note = '') =>
    `<label><input type="radio"><span><span data-say="text">${text}</span>${
      note && `<span data-say="note"><svg aria-hidden="true"></svg><span>${note}</span></span>`
    }</span></label>`
  const html = `<h1 data-say="text">Làm gì?</h1>${option('Tắt máy', 'Câu này cũng đúng')}${option('Đọc mã')}
    <div><span data-say="feedback">Chưa đúng</span><p data-say="feedback">Hãy tắt máy.</p></div>`

  test('the question, then the options as they stand', () => {
    expect(said(html)).toEqual(['Làm gì?', 'Tắt máy', 'Đọc mã'])
  })

  test('a sentence with its gaps, and with the words that were put in', () => {
    const gap = '<button><span class="hidden">Chỗ trống 1</span><span aria-hidden="true">1</span></button>'
    const filled = '<button><span class="hidden">Chỗ trống 2: </span>số tiền</button>'
    expect(said(`<p data-say="text">Xem kỹ ${gap} và ${filled}.</p>`)).toEqual(['Xem kỹ … và số tiền.'])
  })

  test('then the verdict, the words about it, and the options with a note', () => {
    expect(said(html, 'feedback')).toEqual(['Chưa đúng', 'Hãy tắt máy.', 'Tắt máy. Câu này cũng đúng'])
  })
})

describe('pieces of a long text', () => {
  test('a short one stays whole', () => expect(pieces('Một. Hai. Ba.')).toEqual(['Một. Hai. Ba.']))

  test('cut between sentences, as few as fit', () => {
    expect(pieces('Một hai. Ba bốn. Năm sáu.', 17)).toEqual(['Một hai. Ba bốn.', 'Năm sáu.'])
  })

  test('a number or an abbreviation is no end of a sentence', () => {
    expect(pieces('Trả 45.000 đồng. Xong.', 16)).toEqual(['Trả 45.000 đồng.', 'Xong.'])
  })

  test('a long sentence is cut at commas, then at words', () => {
    expect(pieces('một hai, ba bốn, năm', 10)).toEqual(['một hai,', 'ba bốn,', 'năm'])
    expect(pieces('một hai ba bốn', 8)).toEqual(['một hai', 'ba bốn'])
  })

  test('nothing is lost, and nothing is longer than may be', () => {
    const text = Array.from({ length: 60 }, (_, n) => `từ${n}${n % 7 === 0 ? '.' : n % 3 === 0 ? ',' : ''}`).join(' ')
    for (const most of [12, 40, 160]) {
      expect(pieces(text, most).join(' ')).toBe(text)
      for (const piece of pieces(text, most)) expect(piece.length).toBeLessThanOrEqual(most)
    }
  })
})
