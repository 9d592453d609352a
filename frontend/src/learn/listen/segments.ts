/** One thing that is read in one go and marked while it is. */
export interface Segment {
  element: HTMLElement
  text: string
  /** As the page says it: `vi`, `en`, `rad` and so on. */
  language: string
}

/** `text`: a step, or a question with its options. `feedback`: what is said about an answer. */
export type Part = 'text' | 'feedback'

const text = '[data-say="text"], .prose p, .prose li'
const feedback = '[data-say="feedback"]'
const note = '[data-say="note"]'

/**
 * What to read of a screen, in the order of reading. The page marks it, on the element that holds the words:
 * `data-say="text"`; `feedback` on what is said about an answer; `note` on words that stand beside an option, which are
 * read with it. Paragraphs and points of prose need no mark.
 */
export function segments(root: ParentNode, part: Part): Segment[] {
  const all = (mark: string) => [...root.querySelectorAll<HTMLElement>(mark)]
  if (part === 'text') return all(text).flatMap(segment)
  // The verdict comes first, although the notes stand above it.
  return [...all(feedback), ...all(note).map((one) => one.parentElement ?? one)].flatMap(segment)
}

function segment(element: HTMLElement): Segment[] {
  const words = numbered(element, wordsOf(element))
  return words ? [{ element, text: words, language: languageOf(element) }] : []
}

const languageOf = (element: Element) => element.closest('[lang]')?.getAttribute('lang') ?? 'vi'

/** An element's own words as sentences: a phrase that ends without a mark gets a full stop, so that the voice rests. */
function wordsOf(element: Element): string {
  const phrases = phrasesOf(element)
    .split('\n')
    .map((phrase) => phrase.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
  return phrases.map((one, at) => (at < phrases.length - 1 && !/[.!?:;,…]$/.test(one) ? `${one}.` : one)).join(' ')
}

/** Blocks inside are read by themselves, and what is hidden from ears is not read. */
const apart = 'p, li, ul, ol, [aria-hidden="true"], .hidden'

function phrasesOf(element: Element): string {
  const nodes = [...element.childNodes]
  // Elements without a word between them are phrases of their own, such as an option and the note below it.
  const between = nodes.some((node) => isText(node) && node.data.trim() !== '') ? '' : '\n'
  return nodes
    .map((node) => {
      if (isText(node)) return node.data.replace(/\s+/g, ' ')
      if (!(node instanceof Element) || node.matches(apart)) return ''
      if (node.tagName === 'BR') return '\n'
      // A gap in a sentence is a rest of the voice until it holds a word.
      return (phrasesOf(node) || (node.tagName === 'BUTTON' ? '…' : '')) + between
    })
    .join('')
}

const isText = (node: Node): node is Text => node.nodeType === Node.TEXT_NODE

/** Points of a numbered list are told with their number, as they are seen. */
function numbered(element: Element, words: string): string {
  const list = element.parentElement
  if (!words || element.tagName !== 'LI' || list?.tagName !== 'OL') return words
  return `${[...list.children].indexOf(element) + 1}. ${words}`
}

/** Chrome falls silent in the middle of what takes it longer than a quarter of a minute. */
const longest = 160

/** Where a text may be cut: between sentences, else after a comma, else between words. */
const breaks = [/([.!?…]["”’)]*)\s+/g, /([,;:–])\s+/g, /(\S)\s+/g]

/** A text in pieces short enough to be spoken, as few as can be. */
export function pieces(text: string, most = longest, fineness = 0): string[] {
  const gap = breaks[fineness]
  if (text.length <= most || !gap) return [text]
  const out: string[] = []
  const parts = text.replace(gap, '$1\n').split('\n')
  for (const part of parts.flatMap((one) => pieces(one, most, fineness + 1))) {
    const last = out.length - 1
    const joined = `${out[last]} ${part}`
    if (last >= 0 && joined.length <= most) out[last] = joined
    else out.push(part)
  }
  return out
}
