// Builds the sprites of the icons that the app uses, and the type of their names, from lucide.
import { readFileSync, writeFileSync } from 'node:fs'

const kept = [
  'arrow-left',
  'arrow-right',
  'arrow-down',
  'arrow-up',
  'book-open',
  'chart-column',
  'check',
  'chevron-down',
  'chevron-right',
  'circle-check',
  'circle-help',
  'clock',
  'cloud-upload',
  'download',
  'house',
  'id-card',
  'inbox',
  'info',
  'key-round',
  'log-in',
  'log-out',
  'map-pin',
  'menu',
  'smartphone',
  'refresh-cw',
  'rotate-ccw',
  'send',
  'square',
  'triangle-alert',
  'trophy',
  'user',
  'users',
  'volume-2',
  'wifi-off',
  'x',
].sort()

// Only on pages that are not part of the learner's shell: in a sprite of their own, so that not every phone keeps them.
const apart = [
  'award',
  'camera',
  'copy',
  'image',
  'list-ordered',
  'minus',
  'pencil',
  'phone',
  'printer',
  'qr-code',
  'search',
  'trash-2',
  'user-plus',
].sort()

const source = new URL('../node_modules/lucide-static/icons/', import.meta.url)
const symbol = (name) => {
  const svg = readFileSync(new URL(`${name}.svg`, source), 'utf8')
  const body = svg
    .replace(/<!--.*?-->/gs, '')
    .replace(/^\s*<svg[^>]*>|<\/svg>\s*$/gs, '')
    .replace(/\s*\n\s*/g, '')
  return `<symbol id="${name}" viewBox="0 0 24 24">${body.replaceAll(' />', '/>')}</symbol>`
}

const folder = new URL('../src/components/Icon/', import.meta.url)
const write = (file, names) => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg">${names.map(symbol).join('')}</svg>\n`
  writeFileSync(new URL(file, folder), svg)
}
write('sprite.svg', kept)
write('apart.svg', apart)

const union = [...kept, ...apart].sort().map((name) => `  | '${name}'`)
writeFileSync(
  new URL('names.ts', folder),
  `// Written by scripts/icons.mjs.
export type IconName =
${union.join('\n')}

/** Those in the sprite that not every phone keeps. */
export const apart = /^(${apart.join('|')})$/
`,
)
