export type Words = string | { strong: string } | { code: string }

export type Block =
  | { kind: 'heading'; level: 1 | 2 | 3; words: Words[] }
  | { kind: 'paragraph'; words: Words[] }
  | { kind: 'list'; numbered: boolean; items: Words[][] }
  | { kind: 'table'; head: Words[][]; rows: Words[][][] }

export function words(text: string): Words[]
export function blocks(markdown: string): Block[]
export function markdown(): import('vite').Plugin
