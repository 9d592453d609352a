// Every page of the app, for the scripts that visit them all.
import { api, base, demo, login } from './browser.mjs'
import { longName, prepared } from './prepared.mjs'
import { proved } from './staff.mjs'

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {'nobody' | 'resident' | 'coordinator' | 'officer' | 'manager'} Role */
/**
 * @typedef {object} Stop
 * @property {string} name
 * @property {Role} role
 * @property {string | (() => Promise<string>)} path a function makes what is to be seen, once, and gives its address
 * @property {(page: Page) => Promise<void>} [act] what is tapped and typed once the page stands
 * @property {'upright' | 'across'} [paper] also looked at as it comes out of a printer, on a sheet that lies so
 */

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
  /** @type {(role: Role, name: string, path: Stop['path'], act?: Stop['act']) => Stop} */
  const stop = (role, name, path, act) => ({ role, name, path, ...(act && { act }) })
  /** @type {(one: Stop, paper?: Stop['paper']) => Stop} */
  const paper = (one, paper = 'upright') => ({ ...one, paper })
  const made = prepared(village)
  const evening = `/village/${village}/evening`
  const tonight =
    (part = '') =>
    async () => {
      await made.evening()
      return evening + part
    }
  const before =
    (part = '') =>
    async () =>
      `${evening}${part}?session=${await made.yesterday()}`
  /** @type {(page: Page, lines: (village: string) => string[]) => Promise<void>} */
  async function importTable(page, lines) {
    const buffer = Buffer.from(lines(village).join('\n'))
    await page.locator('input[type=file]').setInputFiles({ name: 'danh-sach.csv', mimeType: 'text/csv', buffer })
    await page
      .getByText(lines === faulty ? /chỗ cần sửa/ : /Thêm \d người mới/)
      .first()
      .waitFor()
  }
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
    paper(stop('nobody', 'boards-print', `/boards/print?board=wards/${ward}/villages`)),
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
    paper(
      stop('resident', 'certificate', async () => `/me/certificates/${await made.certificate()}`),
      'across',
    ),
    stop('resident', 'certificate-checked', async () => `/c/${await made.certificate()}`),
    stop('resident', 'certificates-made', '/me/certificates'),
    stop('coordinator', 'village', `/village/${village}`),
    stop('coordinator', 'people', `/village/${village}/people`),
    stop('coordinator', 'person', `/village/${village}/people/${resident.id}`),
    stop('coordinator', 'duplicates', `/village/${village}/people/duplicates`),
    stop('coordinator', 'enrol', `/village/${village}/people/enrol`),
    stop('coordinator', 'cards', `/village/${village}/cards`),
    stop('coordinator', 'sessions', `/village/${village}/evening/sessions`),
    paper(stop('coordinator', 'cards-made', `/village/${village}/cards`, makeCards)),
    stop('coordinator', 'join-codes', `/village/${village}/join`),
    paper(stop('coordinator', 'poster', `/village/${village}/join`, makePoster)),
    stop('coordinator', 'evening', evening),
    stop('coordinator', 'evening-room', tonight()),
    stop('coordinator', 'evening-closing', tonight(), (page) => press(page, 'Kết thúc buổi học')),
    stop('coordinator', 'evening-who', tonight('/who'), async (page) => {
      // The list begins with sixty people, of whom none need have come.
      await page.getByRole('searchbox').or(page.getByRole('textbox')).first().fill('phuoc hoang')
      await page.locator('.face-on').first().click()
    }),
    stop('coordinator', 'evening-scan', tonight('/scan')),
    stop('coordinator', 'evening-enrol', tonight('/enrol')),
    stop('coordinator', 'evening-same', tonight('/enrol'), (page) => nameNewcomer(page, 'Nguyễn Thị Ánh')),
    stop('coordinator', 'evening-consent', tonight('/enrol'), (page) => nameNewcomer(page, `${longName} (mẫu)`)),
    stop('coordinator', 'evening-next', tonight('/next')),
    stop('coordinator', 'evening-hand', async () => `${evening}/next/${(await made.evening()).first}`),
    stop(
      'coordinator',
      'evening-quiz',
      async () => `${evening}/next/${(await made.evening()).first}`,
      (page) => press(page, 'Tôi đây, bắt đầu làm bài'),
    ),
    paper(stop('coordinator', 'evening-paper', tonight('/paper'), (page) => press(page, 'Xem câu trả lời đúng'))),
    paper(stop('coordinator', 'evening-results', tonight('/results'))),
    stop('coordinator', 'evening-of-before', before()),
    stop('coordinator', 'evening-results-of-before', before('/results')),
    stop('coordinator', 'visits', `/village/${village}/visits`),
    stop('coordinator', 'visits-outcomes', `/village/${village}/visits`, (page) =>
      page.locator('.visit .button').first().click(),
    ),
    stop('officer', 'ward', `/ward/${ward}`),
    stop('officer', 'ward-staff', `/ward/${ward}/staff`),
    stop('officer', 'requests', `/ward/${ward}/requests`),
    stop('officer', 'audit', `/ward/${ward}/audit`),
    stop('officer', 'import', `/ward/${ward}/import`),
    stop('officer', 'import-faults', `/ward/${ward}/import`, (page) => importTable(page, faulty)),
    stop('officer', 'import-ready', `/ward/${ward}/import`, (page) => importTable(page, sound)),
    stop('officer', 'rolls', `/ward/${ward}/rolls`),
    stop('officer', 'ward-reviews', `/ward/${ward}/reviews`),
    stop('officer', 'ward-villages', `/ward/${ward}/villages`),
    stop('officer', 'ward-split', `/ward/${ward}/villages?split=${village}`),
    stop('officer', 'ward-trends', `/ward/${ward}/trends?village=${village}`),
    paper(stop('officer', 'ward-report', `/ward/${ward}/report`)),
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
    stop('manager', 'campaign-new', '/province/campaign', (page) => press(page, 'Thêm chiến dịch')),
    stop('manager', 'reviews', '/province/reviews'),
    stop('manager', 'ward-of-manager', `/ward/${ward}`),
    stop('manager', 'village-of-manager', `/village/${village}`),
  ]
}

/** @param {Page} page @param {string} name */
const press = (page, name) => page.getByRole('button', { name, exact: true }).click()

/** @param {Page} page @param {string} name */
async function nameNewcomer(page, name) {
  await page.getByLabel('Họ và tên').fill(name)
  await press(page, 'Tiếp tục')
  await page.getByLabel('Họ và tên').waitFor({ state: 'detached' })
}

/** @param {Page} page */
async function makeCards(page) {
  await page.getByRole('button', { name: /^Làm \d+ thẻ$/ }).click()
  await proved(page, demo.coordinator, page.locator('.sheet').first())
}

/** @param {Page} page */
async function makePoster(page) {
  await press(page, 'Làm mã')
  await proved(page, demo.coordinator, page.locator('.poster'))
}

const head = 'Họ và tên;Thôn, buôn;Số điện thoại;Đồng ý tham gia;Đồng ý hiện trong danh sách;Đồng ý thống kê'
const sound = (/** @type {string} */ village) => [
  head,
  `${longName};${village};912345671;x;x;x`,
  `Y Mới Niê;${village};;x;x;x`,
]
const faulty = (/** @type {string} */ village) => [
  head.replace('Đồng ý tham gia', 'Chữ ký của người học hoặc người nhà'),
  `${longName};Thôn Không Có Trong Danh Sách Của Xã;912345672;x;x;x`,
  `Người Sai;${village};12;x;có lẽ;x`,
]

/**
 * Opens a page and waits until its content stands: no skeleton, no picture still loading, charts drawn.
 * @param {Page} page
 * @param {string} address
 */
export async function visit(page, address) {
  await page.goto(address, { waitUntil: 'load' })
  await settled(page)
}

/**
 * Opens a page of the list, and does there what is to be done.
 * @param {Page} page
 * @param {Stop} stop
 */
export async function arrive(page, { path, act }) {
  await visit(page, base + (typeof path === 'string' ? path : await path()))
  if (!act) return
  await act(page)
  await settled(page)
}

/** @param {Page} page */
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
