import { type Area, page } from '../app/area'

export const coordinate: Area = {
  routes: [
    { path: '/village', page: page(() => import('./OwnVillage')), roles: ['coordinator'] },
    {
      path: '/village/:id',
      page: page(() => import('./VillagePage')),
      roles: ['coordinator', 'officer', 'manager'],
    },
  ],
  menu: [{ href: '/village', icon: 'users', label: (m) => m.menu.village, roles: ['coordinator'] }],
}
