import { type Area, page } from '../app/area'

export const boards: Area = {
  routes: [{ path: '/boards', page: page(() => import('./BoardsPage')) }],
  menu: [{ href: '/boards', icon: 'trophy', label: (m) => m.menu.boards }],
}
