import { type Area, page } from '../app/area'

export const manage: Area = {
  routes: [
    { path: '/ward', page: page(() => import('./OwnWard')), roles: ['officer'] },
    { path: '/ward/:code', page: page(() => import('./WardPage')), roles: ['officer', 'manager'] },
    { path: '/province', page: page(() => import('./ProvincePage')), roles: ['manager'] },
  ],
  menu: [
    { href: '/ward', icon: 'map-pin', label: (m) => m.menu.ward, roles: ['officer'] },
    { href: '/province', icon: 'chart-column', label: (m) => m.menu.province, roles: ['manager'] },
  ],
}
