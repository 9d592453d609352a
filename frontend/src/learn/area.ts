import { type Area, page } from '../app/area'
import { Home } from './home/Home'

export const learn: Area = {
  routes: [
    // Home is in the first bundle: it is what most people see first.
    { path: '/', page: Home },
    { path: '/register', page: page(() => import('./account/RegisterPage')) },
    { path: '/login', page: page(() => import('./account/LoginPage')) },
    { path: '/who', page: page(() => import('./entry/WhoPage')) },
    { path: '/card', page: page(() => import('./entry/CardPage')) },
    { path: '/join', page: page(() => import('./entry/JoinPage')) },
    { path: '/recover', page: page(() => import('./entry/RecoverPage')) },
    { path: '/me', page: page(() => import('./account/MePage')), roles: [] },
    { path: '/me/:part/:id?', page: page(() => import('./account/settings/PartPage')), roles: [] },
    { path: '/c/:id', page: page(() => import('./account/settings/certificates/CheckPage')) },
    { path: '/review', page: page(() => import('./sitting/ReviewPage')), roles: [] },
    { path: '/courses', page: page(() => import('./courses/CoursesPage')) },
    { path: '/start', page: page(() => import('./start/StartPage')) },
    { path: '/courses/:course', page: page(() => import('./courses/CoursePage')) },
    { path: '/modules/:module', page: page(() => import('./module/ModulePage')) },
  ],
  menu: [
    { href: '/', icon: 'house', label: (m) => m.menu.home },
    { href: '/courses', icon: 'book-open', label: (m) => m.menu.courses },
    { href: '/me', icon: 'user', label: (m) => m.menu.me, roles: [] },
    { href: '/who', icon: 'users', label: (m) => m.menu.who, roles: [] },
    { href: '/login', icon: 'log-in', label: (m) => m.menu.login },
  ],
}
