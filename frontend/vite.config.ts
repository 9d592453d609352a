import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import { inlineEntryStyles } from './scripts/inline-styles.mjs'
import { unkeptFiles } from './scripts/unkept-files.mjs'

// Left out of the learner's precache, since it is of no use without a network, or to few: staff pages, public boards, registering, and English, which the
// worker keeps from the first time it is read.
const unkept = unkeptFiles(/\/src\/(coordinate|manage|boards)\/|RegisterPage|\/(\w+\.)?en\.ts$/)

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: ['chrome87', 'safari14', 'firefox83'],
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
  },
  plugins: [
    inlineEntryStyles(),
    unkept.plugin,
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/sw',
      filename: 'sw.ts',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        globPatterns: ['index.html', 'assets/*.{js,css,svg}', 'manifest.webmanifest', 'icons/icon.svg'],
        // The server answers `/` with index.html; asking for that name spares a redirect.
        manifestTransforms: [
          (entries) => ({
            manifest: entries
              .filter((entry) => !unkept.names.has(entry.url))
              .map((entry) => (entry.url === 'index.html' ? { ...entry, url: '/' } : entry)),
            warnings: [],
          }),
        ],
      },
    }),
  ],
  server: { proxy: { '/api': process.env.HOCSO_API ?? 'http://127.0.0.1:8080' } },
  test: { environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
})
