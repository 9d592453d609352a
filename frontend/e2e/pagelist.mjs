// Every page of the app, for the scripts that visit them all.
import { api, demo, login } from './browser.mjs'

/** @typedef {'nobody' | 'resident' | 'coordinator' | 'officer' | 'manager'} Role */
/** @typedef {{ name: string, path: string, role: Role }} Stop */

/**
 * @param {{ ward: string, village: string }} home of the demo's people
 * @returns {Promise<Stop[]>}
 */
export async function allPages({ ward, village }) {
  const other = (await api('/wards?limit=2')).items.find((/** @type {{code: string}} */ one) => one.code !== ward).code
  const course = (await api('/courses')).items[0]
  const module = course.modules[0]
  const { token } = await login(demo.coordinator)
  const resident = (await api(`/villages/${village}/residents?limit=1`, token)).items[0]
  /** @type {(role: Role, name: string, path: string) => Stop} */
  const stop = (role, name, path) => ({ role, name, path })
  return [
    stop('nobody', 'home', '/'),
    stop('nobody', 'courses', '/courses'),
    stop('nobody', 'course', `/courses/${course.id}`),
    stop('nobody', 'module', `/modules/${module.id}`),
    stop('nobody', 'start', '/start'),
    stop('nobody', 'register', '/register'),
    stop('nobody', 'login', '/login'),
    stop('nobody', 'login-staff', '/login?staff'),
    stop('nobody', 'join', '/join'),
    stop('nobody', 'card', '/card'),
    stop('nobody', 'recover', '/recover'),
    stop('nobody', 'who-nobody', '/who'),
    stop('nobody', 'boards-wards', '/boards'),
    stop('nobody', 'boards-points', '/boards?measure=points'),
    stop('nobody', 'boards-villages', '/boards/villages'),
    stop('nobody', 'boards-ward', `/boards/wards/${ward}`),
    stop('nobody', 'boards-found', `/boards?around=${ward}`),
    stop('nobody', 'boards-map', '/boards/map'),
    stop('nobody', 'screen-wards', '/screen/wards'),
    stop('nobody', 'screen-villages', '/screen/villages'),
    stop('nobody', 'screen-ward', `/screen/wards/${ward}/villages`),
    stop('nobody', 'boards-apart', '/boards/villages?list=apart'),
    stop('nobody', 'boards-week', '/boards/villages?window=week'),
    stop('nobody', 'boards-no-campaign', '/boards?campaign=khong-co'),
    stop('nobody', 'boards-how', '/boards/how'),
    stop('nobody', 'boards-print', `/boards/print?board=wards/${ward}/villages`),
    stop('nobody', 'need-login', '/province'),
    stop('nobody', 'certificate-none', `/c/${'0'.repeat(32)}`),
    stop('nobody', 'not-found', '/khong-co-trang-nay'),
    stop('resident', 'dashboard', '/'),
    stop('resident', 'review', '/review'),
    stop('resident', 'me', '/me'),
    stop('resident', 'who', '/who'),
    ...['details', 'secret', 'children', 'devices', 'consents', 'certificates', 'data', 'requests'].map((part) =>
      stop('resident', `me-${part}`, `/me/${part}`),
    ),
    stop('officer', 'me-password', '/me/secret'),
    stop('resident', 'boards-mine', `/boards/wards/${ward}?around=${village}`),
    stop('resident', 'forbidden', '/province'),
    stop('coordinator', 'village', `/village/${village}`),
    stop('coordinator', 'people', `/village/${village}/people`),
    stop('coordinator', 'person', `/village/${village}/people/${resident.id}`),
    stop('coordinator', 'duplicates', `/village/${village}/people/duplicates`),
    stop('coordinator', 'enrol', `/village/${village}/people/enrol`),
    stop('coordinator', 'cards', `/village/${village}/cards`),
    stop('coordinator', 'evening', `/village/${village}/evening`),
    stop('coordinator', 'sessions', `/village/${village}/evening/sessions`),
    stop('coordinator', 'visits', `/village/${village}/visits`),
    stop('coordinator', 'join-codes', `/village/${village}/join`),
    stop('officer', 'ward', `/ward/${ward}`),
    stop('officer', 'ward-staff', `/ward/${ward}/staff`),
    stop('officer', 'requests', `/ward/${ward}/requests`),
    stop('officer', 'audit', `/ward/${ward}/audit`),
    stop('officer', 'import', `/ward/${ward}/import`),
    stop('officer', 'rolls', `/ward/${ward}/rolls`),
    stop('officer', 'ward-reviews', `/ward/${ward}/reviews`),
    stop('officer', 'ward-villages', `/ward/${ward}/villages`),
    stop('officer', 'ward-split', `/ward/${ward}/villages?split=${village}`),
    stop('officer', 'ward-report', `/ward/${ward}/report`),
    stop('officer', 'village-of-officer', `/village/${village}`),
    stop('manager', 'province', '/province'),
    stop('manager', 'room', '/province/room'),
    stop('manager', 'room-trends', '/province/room?view=trends&range=all'),
    stop('manager', 'room-spread', '/province/room?view=spread'),
    stop('manager', 'room-places', '/province/room?view=places'),
    stop('manager', 'room-ward', `/province/room?view=places&ward=${ward}`),
    stop('manager', 'room-hours', '/province/room?view=hours'),
    stop('manager', 'room-lessons', '/province/room?view=lessons'),
    stop('manager', 'room-work', '/province/room?view=work'),
    stop('manager', 'room-compare', `/province/room?view=compare&a=${ward}&b=${other}`),
    stop('manager', 'officers', '/province/staff'),
    stop('manager', 'campaign', '/province/campaign'),
    stop('manager', 'reviews', '/province/reviews'),
    stop('manager', 'ward-of-manager', `/ward/${ward}`),
    stop('manager', 'village-of-manager', `/village/${village}`),
  ]
}

/**
 * Opens a page and waits until its content stands: no skeleton, no picture still loading, charts drawn.
 * @param {import('playwright-core').Page} page
 * @param {string} address
 */
export async function visit(page, address) {
  await page.goto(address, { waitUntil: 'load' })
  await settled(page)
}

/** @param {import('playwright-core').Page} page */
export async function settled(page) {
  await page.waitForFunction(() => {
    const main = document.querySelector('main')
    if (!main?.textContent?.trim() || main.querySelector('.skeleton')) return false
    const charts = [...main.querySelectorAll('.days-plot')]
    return (
      charts.every((place) => place.querySelector('canvas')) && [...document.images].every((image) => image.complete)
    )
  })
  await page.evaluate(() => document.fonts.ready)
}
