// Weighs what is sent, gzip, after `npm run build`, and fails above the budgets.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { dist, manifest, needs } from './manifest.mjs'

const KB = 1024
const budgets = { first: 20 * KB, shell: 60 * KB, staff: 80 * KB }

const weigh = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length
const sum = (files) => [...files].reduce((total, file) => total + weigh(file), 0)

const entry = needs('index.html')
const first = new Set(['index.html', ...entry])
const worker = readFileSync(new URL('sw.js', dist), 'utf8')
const shell = [...worker.matchAll(/["']?url["']?:\s*["'`]([^"'`]+)["'`]/g)].map(([, url]) =>
  url === '/' ? 'index.html' : url,
)
const staff = Object.keys(manifest).filter(
  (key) =>
    /^src\/(coordinate|manage|boards)\/.*(\.tsx|\b(help|desk|campaigns)\.ts)$/.test(key) &&
    manifest[key].isDynamicEntry,
)

const rows = [
  ['first learner route: page, script, style', sum(first), budgets.first],
  [`learner shell kept on the phone, ${shell.length} files`, sum([...shell, 'sw.js']), budgets.shell],
  ...staff.map((key) => [`staff page ${key}`, sum(new Set([...first, ...needs(key)])), budgets.staff]),
]

const kilobytes = (bytes) => `${(bytes / KB).toFixed(1)} KB`
const width = Math.max(...rows.map(([name]) => name.length))
for (const [name, bytes, budget] of rows) {
  const verdict = bytes > budget ? 'TOO BIG' : 'ok'
  console.log(`${name.padEnd(width)}  ${kilobytes(bytes).padStart(8)}  of ${kilobytes(budget).padStart(8)}  ${verdict}`)
}
if (shell.length === 0) throw new Error('no precache list found in dist/sw.js')
if (rows.some(([, bytes, budget]) => bytes > budget)) process.exit(1)
