import { type Area, page } from '../app/area'

const desk = (name: keyof typeof import('./desk/desk')) =>
  page(() => import('./desk/desk').then((pages) => ({ default: pages[name] })))

const own = desk('OwnWard')

const campaigns = (name: keyof typeof import('./campaigns/campaigns')) =>
  page(() => import('./campaigns/campaigns').then((pages) => ({ default: pages[name] })))

export const manage: Area = {
  routes: [
    { path: '/ward', page: own, roles: ['officer'] },
    { path: '/requests', page: own, roles: ['officer'] },
    { path: '/ward/:code', page: page(() => import('./WardPage')), roles: ['officer', 'manager'] },
    { path: '/ward/:code/rolls', page: campaigns('RollsPage'), roles: ['officer', 'manager'] },
    { path: '/ward/:code/import', page: campaigns('ImportPage'), roles: ['officer'] },
    { path: '/ward/:code/reviews', page: campaigns('WardReviewsPage'), roles: ['officer', 'manager'] },
    // Residents are named on some of these, so managers have none. One line for all: every phone has this list.
    { path: '/ward/:code/:desk', page: desk('WardDesk'), roles: ['officer'] },
    { path: '/province', page: page(() => import('./ProvincePage')), roles: ['manager'] },
    { path: '/province/room', page: page(() => import('./room/RoomPage')), roles: ['manager'] },
    { path: '/province/staff', page: desk('OfficersPage'), roles: ['manager'] },
    { path: '/province/campaign', page: campaigns('CampaignPage'), roles: ['manager'] },
    { path: '/province/reviews', page: campaigns('ProvinceReviewsPage'), roles: ['manager'] },
  ],
  menu: [
    { href: '/ward', icon: 'map-pin', label: (m) => m.menu.ward, roles: ['officer'] },
    { href: '/requests', icon: 'inbox', label: (m) => m.menu.requests, roles: ['officer'] },
    { href: '/province', icon: 'chart-column', label: (m) => m.menu.province, roles: ['manager'] },
    { href: '/province/staff', icon: 'users', label: (m) => m.menu.staff, roles: ['manager'] },
  ],
}
