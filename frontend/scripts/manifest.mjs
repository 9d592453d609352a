// What the build made of which source, after `npm run build`.
import { existsSync, readFileSync } from 'node:fs'

export const dist = new URL('../dist/', import.meta.url)
export const manifest = JSON.parse(
  readFileSync(new URL('../node_modules/.cache/hocso/manifest.json', import.meta.url), 'utf8'),
)

/**
 * The files that a part cannot run without. Styles that the entry needs are inside index.html and have no file.
 * @param {string} key the part's source, such as src/boards/BoardsPage.tsx
 * @returns {Set<string>} paths below dist
 */
export function needs(key, seen = new Set(), files = new Set()) {
  if (seen.has(key)) return files
  seen.add(key)
  const chunk = manifest[key]
  if (!chunk) throw new Error(`${key} is no file of its own in the build`)
  files.add(chunk.file)
  for (const css of chunk.css ?? []) if (existsSync(new URL(css, dist))) files.add(css)
  for (const other of chunk.imports ?? []) needs(other, seen, files)
  return files
}
