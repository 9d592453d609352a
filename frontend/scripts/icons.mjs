// Builds the sprite of the icons that the app uses, and the type of their names, from lucide.
import { readFileSync, writeFileSync } from 'node:fs'

const names = [
  'arrow-left',
  'arrow-right',
  'arrow-down',
  'arrow-up',
  'award',
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
  'list-ordered',
  'log-in',
  'log-out',
  'map-pin',
  'menu',
  'minus',
  'pencil',
  'phone',
  'camera',
  'qr-code',
  'printer',
  'copy',
  'image',
  'smartphone',
  'refresh-cw',
  'rotate-ccw',
  'search',
  'send',
  'square',
  'trash-2',
  'triangle-alert',
  'trophy',
  'user',
  'user-plus',
  'users',
  'volume-2',
  'wifi-off',
  'x',
].sort()

const source = new URL('../node_modules/lucide-static/icons/', import.meta.url)
const symbols = names.map((name) => {
  const svg = readFileSync(new URL(`${name}.svg`, source), 'utf8')
  const body = svg
    .replace(/<!--.*?-->/gs, '')
    .replace(/^\s*<svg[^>]*>|<\/svg>\s*$/gs, '')
    .replace(/\s*\n\s*/g, '')
  return `<symbol id="${name}" viewBox="0 0 24 24">${body.replaceAll(' />', '/>')}</symbol>`
})

const folder = new URL('../src/components/Icon/', import.meta.url)
writeFileSync(new URL('sprite.svg', folder), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`)
writeFileSync(
  new URL('names.ts', folder),
  `// Written by scripts/icons.mjs.\nexport type IconName =\n${names.map((name) => `  | '${name}'`).join('\n')}\n`,
)
