// Draws the PNG icons of the manifest from the SVG ones with Chromium. Run by hand when the drawing changes.
// Usage: node scripts/app-icons.mjs CHROMIUM
import { readFileSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

const folder = new URL('../public/icons/', import.meta.url)
const drawing = readFileSync(new URL('icon.svg', folder), 'utf8')
// Launchers cut a maskable icon to a circle of four fifths: no corners of its own, and the drawing smaller.
const maskable = drawing.replace(/rx="96"/, 'rx="0"').replace(/scale\([\d.]+\)/, 'scale(0.72)')

const browser = await chromium.launch({ executablePath: process.argv[2], args: ['--no-sandbox', '--disable-gpu'] })
for (const [name, svg, size] of [
  ['icon-192.png', drawing, 192],
  ['icon-512.png', drawing, 512],
  ['icon-maskable-512.png', maskable, 512],
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px}</style>${svg}`)
  writeFileSync(new URL(name, folder), await page.screenshot({ omitBackground: true }))
}
await browser.close()
