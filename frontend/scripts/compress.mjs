// Writes .br and .gz beside every built file over 1 KB, so that the server never compresses a static file itself.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const dist = new URL('../dist', import.meta.url).pathname
const cache = new URL('../node_modules/.cache/hocso', import.meta.url).pathname

// The build's own manifest serves `npm run bytes` and must not be served to the world.
mkdirSync(cache, { recursive: true })
renameSync(join(dist, '.vite/manifest.json'), join(cache, 'manifest.json'))
rmSync(join(dist, '.vite'), { recursive: true })

function* files(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) yield* files(path)
    else yield path
  }
}

for (const path of files(dist)) {
  if (!/\.(html|js|css|svg|webmanifest)$/.test(path)) continue
  const bytes = readFileSync(path)
  if (bytes.length <= 1024) continue
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
  writeFileSync(
    `${path}.br`,
    brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  )
}
