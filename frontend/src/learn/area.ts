import type { Area } from '../app/area'
import { Home } from './home/Home'

export const learn: Area = {
  // Home is in the first bundle: it is what most people see first.
  routes: [{ path: '/', page: Home }],
  menu: [
    { href: '/', icon: 'house', label: (m) => m.menu.home },
    { href: '/courses', icon: 'book-open', label: (m) => m.menu.courses },
    { href: '/me', icon: 'user', label: (m) => m.menu.me, roles: [] },
    { href: '/login', icon: 'log-in', label: (m) => m.menu.login },
  ],
}
