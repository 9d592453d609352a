import { type Area, page } from '../app/area'

const board = page(() => import('./BoardsPage'))
const screen = page(() => import('./screen/ScreenPage'))

export const boards: Area = {
  routes: [
    { path: '/boards', page: board },
    { path: '/boards/villages', page: board },
    { path: '/boards/how', page: page(() => import('./how/HowPage')) },
    { path: '/boards/print', page: page(() => import('./print/PrintPage')) },
    { path: '/boards/map', page: page(() => import('./map/MapPage')) },
    { path: '/boards/wards/:code', page: board },
    { path: '/screen/:of', page: screen, alone: true },
    { path: '/screen/wards/:code/villages', page: screen, alone: true },
  ],
  menu: [{ href: '/boards', icon: 'trophy', label: (m) => m.menu.boards }],
}
