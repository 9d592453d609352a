import { VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'
import { inlineEntryStyles } from './scripts/inline-styles.mjs'
import { markdown } from './scripts/markdown.mjs'
import { unkeptFiles } from './scripts/unkept-files.mjs'

// Left out of the learner's precache, since it is of no use without a network, or to few: staff pages, public boards,
// registering, signing in, the questions on where to start, what the server keeps of a person, pages that are not there or not for this person, their icons,
// pictures of errors that a server tells, the phone of simulations, which comes with the first lesson or course that is fetched, and
// English. The worker keeps each from the first time it is asked for.
const unkept = unkeptFiles(
  /\/src\/(coordinate|manage|boards)\/|(Register|Login|Start)Page|account\/settings\/|learn\/entry\/|\/app\/closed|pictures\/(forbidden|lost|nothing)|Icon\/apart|module\/simulation\/|\/(\w+\.)?en\.ts$/,
)

const sources = (...paths: string[]) => new RegExp(`/(${paths.join('|')})`)

// A few files of some size are smaller, and sooner there, than many small ones: one with what the first page needs, the
// others with what learners need sooner or later in any case.
const together = [
  { name: 'frame', tags: ['$initial' as const], priority: 1 },
  {
    name: 'data',
    test: sources(
      'src/(api/(?!account|staff|campaigns)|offline/)',
      'src/app/(account|campaign|late|online|worker)\\.',
      'node_modules/idb/',
    ),
  },
  {
    name: 'parts',
    test: sources(
      'src/components/(Card|EmptyState|Notice|Progress|Skeleton|StatusChip|Tabs)/',
      'src/app/(states|useLoad)\\.',
      'src/i18n/(states|states.vi|places)\\.ts',
    ),
  },
  {
    name: 'learn',
    test: sources(
      'src/learn/(courses/|start/WhereToStart)',
      'src/learn/home/(Dashboard|late|ReviewCard)',
      'src/learn/account/(MePage|Kept|PassedModules|SignOut|leaving|parts|me|messages|messages.vi)\\.(css|tsx?)',
      'src/learn/(day|dueSource|fold|path|review|useKnown|useProgress|messages|messages.vi)\\.ts',
      'src/learn/module/(content|loadSimulation)\\.ts',
      'src/i18n/contentLanguage',
      'src/pictures/done',
    ),
  },
  // The drawn phone of a simulation stays apart.
  {
    name: 'lesson',
    test: sources(
      'src/learn/(listen|module|sitting)/[^/]+$',
      'src/learn/(answer|grade|shuffle|spent|useSpent)\\.ts',
      'src/pictures/again',
    ),
  },
  // Small styles of staff pages, as one: each name of a file stands in the first script.
  {
    name: 'tables',
    test: sources(
      'src/components/(DataTable|Printed|QrImage|Secret|Sections)/[^/]+\\.css',
      'src/manage/(desk|downloads|parts)/[^/]+\\.css',
      'src/coordinate/Residents/[^/]+\\.css',
    ),
  },
  // The room draws the map, too.
  { name: 'boards', test: sources('src/boards/(how/|map/|parts/)?[^/]+\\.css') },
]

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: ['chrome87', 'safari14', 'firefox83'],
    assetsInlineLimit: 0,
    manifest: true,
    rolldownOptions: {
      output: { codeSplitting: { includeDependenciesRecursively: false, groups: together } },
    },
    modulePreload: {
      polyfill: false,
      // The list of what each page needs stands in the first script. Staff, boards and
      // a person's own settings do without theirs: their pages come one round trip later the first time.
      resolveDependencies: (file, needed) =>
        /assets\/(desk|help|campaigns|send|EnrolPage|EveningPage|QuizPage|KeptWork|MyVillage|OwnWork|PartPage|CheckPage|(Province|Room|Ward|Village|How|Map|Print|Screen|Boards)Page)-/.test(
          file,
        )
          ? needed.filter((one) => one.endsWith('.css'))
          : needed,
    },
  },
  plugins: [
    inlineEntryStyles(),
    markdown(),
    unkept.plugin,
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/sw',
      filename: 'sw.ts',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        globPatterns: ['index.html', 'assets/*.{js,css,svg}'],
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
  server: {
    // The rules of ranking are read from the documents.
    fs: { allow: ['..'] },
    proxy: { '/api': process.env.HOCSO_API ?? 'http://127.0.0.1:8080' },
  },
  test: {
    environment: 'happy-dom',
    testTimeout: 60_000,
    setupFiles: ['scripts/patience.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
  },
})
