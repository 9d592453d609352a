import type { Role } from '../api/schema'
import { type Area, page } from '../app/area'

const help = (name: keyof typeof import('./help')) =>
  page(() => import('./help').then((pages) => ({ default: pages[name] })))

const own = help('OwnVillage')

const evening = page(() => import('./evening/EveningPage'))

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
    { path: '/village/:id/people', page: help('PeoplePage'), roles: helpers },
    { path: '/village/:id/people/enrol', page: page(() => import('./people/EnrolPage')), roles: helpers },
    { path: '/village/:id/people/duplicates', page: help('DuplicatesPage'), roles: helpers },
    { path: '/village/:id/people/:person', page: help('PersonPage'), roles: helpers },
    { path: '/village/:id/cards', page: help('CardsPage'), roles: helpers },
    { path: '/village/:id/join', page: help('JoinPage'), roles: helpers },
    { path: '/village/:id/evening', page: evening, roles: helpers },
    { path: '/village/:id/evening/:part', page: evening, roles: helpers },
    {
      path: '/village/:id/evening/next/:person',
      page: page(() => import('./evening/QuizPage')),
      roles: ['coordinator'],
      alone: true,
    },
    { path: '/village/:id/visits', page: help('VisitsPage'), roles: helpers },
  ],
  menu: [
    { href: '/village', icon: 'users', label: (m) => m.menu.village, roles: ['coordinator'] },
    { href: '/people', icon: 'id-card', label: (m) => m.menu.people, roles: ['coordinator'] },
  ],
}
