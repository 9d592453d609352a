// Writes dist/ahead.json: for addresses that are often opened by a browser without the app, the files that the page there
// needs beside the first script. The server names them in the answer's Link header, so that they are fetched at once and not when the
// file before has named the next. Pages of learners need none of it: the first script knows their files, and all styles. These
// would come before the scripts if they were named here.
import { writeFileSync } from 'node:fs'
import { dist, needs } from './manifest.mjs'

/** The sources by address, as the areas in src say them. */
const pages = {
  '/boards': 'src/boards/BoardsPage.tsx',
  '/boards/villages': 'src/boards/BoardsPage.tsx',
  '/boards/wards/:code': 'src/boards/BoardsPage.tsx',
  '/boards/how': 'src/boards/how/HowPage.tsx',
  '/boards/map': 'src/boards/map/MapPage.tsx',
  '/c/:id': 'src/learn/account/settings/certificates/CheckPage.tsx',
  '/village/:id': 'src/coordinate/VillagePage.tsx',
  '/village/:id/people': 'src/coordinate/help.ts',
  '/village/:id/visits': 'src/coordinate/help.ts',
  '/village/:id/evening': 'src/coordinate/evening/EveningPage.tsx',
  '/ward/:code': 'src/manage/WardPage.tsx',
  '/province': 'src/manage/ProvincePage.tsx',
  '/province/room': 'src/manage/room/RoomPage.tsx',
}

const first = needs('index.html')
const ahead = Object.fromEntries(
  Object.entries(pages).map(([address, source]) => [
    address,
    [...needs(source)].filter((file) => /\.js$/.test(file) && !first.has(file)).map((file) => `/${file}`),
  ]),
)
writeFileSync(new URL('ahead.json', dist), JSON.stringify(ahead))
