import type { Role } from '../api/schema'
import { type Area, page } from '../app/area'

const own = page(() => import('./OwnVillage'))

/** Managers are not among them: these pages have residents' names. */
const helpers: readonly Role[] = ['coordinator', 'officer']

export const coordinate: Area = {
  routes: [
    { path: '/village', page: own, roles: ['coordinator'] },
    { path: '/people', page: own, roles: ['coordinator'] },
    {
      path: '/village/:id',
      page: page(() => import('./VillagePage')),
      roles: [...helpers, 'manager'],
    },
    { path: '/village/:id/people', page: page(() => import('./people/PeoplePage')), roles: helpers },
    { path: '/village/:id/people/enrol', page: page(() => import('./people/EnrolPage')), roles: helpers },
    { path: '/village/:id/cards', page: page(() => import('./cards/CardsPage')), roles: helpers },
    { path: '/village/:id/join', page: page(() => import('./join/JoinPage')), roles: helpers },
  ],
  menu: [
    { href: '/village', icon: 'users', label: (m) => m.menu.village, roles: ['coordinator'] },
    { href: '/people', icon: 'id-card', label: (m) => m.menu.people, roles: ['coordinator'] },
  ],
}
