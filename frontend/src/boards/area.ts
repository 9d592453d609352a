import { type Area, page } from '../app/area'

const board = page(() => import('./BoardsPage'))

export const boards: Area = {
  routes: [
    { path: '/boards', page: board },
    { path: '/boards/villages', page: board },
    { path: '/boards/wards/:code', page: board },
  ],
  menu: [{ href: '/boards', icon: 'trophy', label: (m) => m.menu.boards }],
}
