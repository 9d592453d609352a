// What every script in this folder needs: a browser, people who are signed in, and checks that say what they found.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chromium } from 'playwright-core'

/** Address of a running server, without a slash at the end. */
export const base = (process.env.HOCSO_URL ?? 'http://127.0.0.1:8080').replace(/\/$/, '')

/** Who can sign in to a demo. */
export const demo = {
  resident: { phone: '0900000001', pin: '246810' },
  coordinator: { phone: '0900000002', password: 'demo-password-2026' },
  officer: { phone: '0900000003', password: 'demo-password-2026' },
  manager: { phone: '0900000004', password: 'demo-password-2026' },
}

export const chromiumPath = () =>
  process.env.CHROMIUM ?? execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim()

export const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** @param {string[]} more */
export const launch = (more = []) => chromium.launch({ executablePath: chromiumPath(), args: [...flags, ...more] })

/** A phone as most people here have it. */
export const phone = { viewport: { width: 360, height: 740 }, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' }

/**
 * @param {string} path
 * @param {string} [token]
 */
export async function api(path, token) {
  const response = await fetch(`${base}/api/v1${path}`, token ? { headers: { Authorization: `Bearer ${token}` } } : {})
  assert.equal(response.status, 200, `GET ${path} answered ${response.status}`)
  return response.json()
}

/**
 * Signs in over HTTP, as a second device of the same person.
 * @param {{phone: string, pin?: string, password?: string}} credentials
 */
export async function login(credentials) {
  const response = await fetch(`${base}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(credentials),
  })
  assert.equal(response.status, 200, `signing in as ${credentials.phone} answered ${response.status}`)
  const { access_token: token, person } = await response.json()
  return { token, person }
}

/**
 * Signs in through the page, in Vietnamese.
 * @param {import('playwright-core').Page} page
 * @param {{phone: string, pin?: string, password?: string}} credentials
 */
export async function signIn(page, credentials) {
  await page.goto(`${base}/login`)
  await page.getByLabel('Số điện thoại').fill(credentials.phone)
  if (credentials.password) {
    await page.getByRole('button', { name: 'Cán bộ đăng nhập bằng mật khẩu' }).click()
    await page.getByLabel('Mật khẩu', { exact: true }).fill(credentials.password)
  } else {
    await page.getByLabel('Mã PIN').fill(credentials.pin ?? '')
  }
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click()
  await page.waitForURL((url) => url.pathname !== '/login')
  // Once the page that follows stands, the phone has also noted who is signed in.
  await page.waitForFunction(() => document.querySelector('main h1') && !document.querySelector('main .skeleton'))
}

let failures = 0

/**
 * Runs one check and prints one line about it; the script goes on, and fails at its end.
 * @template T
 * @param {string} name
 * @param {() => T | Promise<T>} body what it returns is printed behind the name if it is a string
 * @returns {Promise<T | undefined>}
 */
export async function check(name, body) {
  try {
    const said = await body()
    console.log(`ok    ${name}${typeof said === 'string' ? `: ${said}` : ''}`)
    return said
  } catch (error) {
    failures++
    console.log(`FAIL  ${name}: ${error instanceof Error ? error.message : error}`)
    return undefined
  }
}

/** Sets the exit code and says how it went. */
export function finish() {
  console.log(failures === 0 ? 'all checks passed' : `${failures} failed`)
  process.exitCode = failures === 0 ? 0 : 1
}

/**
 * What lies in one of the stores that the app keeps on a phone.
 * @param {import('playwright-core').Page} page
 * @param {string} store
 * @returns {Promise<any[]>}
 */
export const stored = (page, store) =>
  page.evaluate(
    (store) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('hocso')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const reading = opening.result.transaction(store).objectStore(store).getAll()
          reading.onerror = () => reject(reading.error)
          reading.onsuccess = () => {
            opening.result.close()
            resolve(reading.result)
          }
        }
      }),
    store,
  )
