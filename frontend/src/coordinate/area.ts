import { type Area, page } from '../app/area'

export const coordinate: Area = {
  routes: [{ path: '/village', page: page(() => import('./VillagePage')), roles: ['coordinator'] }],
  menu: [{ href: '/village', icon: 'users', label: (m) => m.menu.village, roles: ['coordinator'] }],
}
