import { lessons, pages } from '../offline/cacheNames'
import { ranged } from '../offline/range'

// The compiler knows `self` as any worker; the build puts the list of files in the place of __WB_MANIFEST.
declare global {
  interface WorkerGlobalScope {
    __WB_MANIFEST: { url: string; revision: string | null }[]
  }
}

const files = self.__WB_MANIFEST
const worker = self as unknown as ServiceWorkerGlobalScope
/** Changes when any file of the shell does. */
const version = files.map(({ url, revision }) => revision ?? url).join('|')
const shellName = `shell-${hash(version)}`
const patience = 4_000

function hash(text: string): string {
  let h = 5381
  for (let i = 0; i < text.length; i++) h = ((h * 33) ^ text.charCodeAt(i)) >>> 0
  return h.toString(36)
}

worker.addEventListener('install', (event) => event.waitUntil(install()))

async function install(): Promise<void> {
  const shell = await caches.open(shellName)
  await Promise.all(
    files.map(async ({ url, revision }) => {
      // A hashed name never changes its content, so what an older version holds need not be fetched again.
      const known = revision === null ? await caches.match(url) : undefined
      const response = known ?? (await fetch(new Request(url, { cache: revision === null ? 'default' : 'reload' })))
      if (!response.ok) throw new Error(`${url}: ${response.status}`)
      await shell.put(url, response)
    }),
  )
}

worker.addEventListener('activate', (event) => event.waitUntil(activate()))

async function activate(): Promise<void> {
  const keep = new Set([shellName, lessons, pages])
  for (const name of await caches.keys()) if (!keep.has(name)) await caches.delete(name)
  // The first visit ends controlled, so that a lesson opened in it is kept.
  await worker.clients.claim()
}

worker.addEventListener('message', (event) => {
  if (event.data === 'update') void worker.skipWaiting()
})

// Background Sync. The worker has no access token and sends nothing itself: pages that are open do, else the next one does.
worker.addEventListener('sync', (event) => (event as ExtendableEvent).waitUntil(askPages()))

async function askPages(): Promise<void> {
  for (const page of await worker.clients.matchAll()) page.postMessage('flush')
}

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return
  if (request.mode === 'navigate') {
    if (!url.pathname.startsWith('/api/')) event.respondWith(navigation(url))
  } else if (/^\/api\/v1\/(courses|modules)(\/|$)/.test(url.pathname)) {
    event.respondWith(lesson(request))
  } else if (url.pathname.startsWith('/api/v1/recordings/')) {
    event.respondWith(recording(event))
  } else if (url.pathname.startsWith('/assets/')) {
    event.respondWith(asset(request))
  }
})

/** The page from the cache. Its text would be wrong for a moment on other pages than home, so its middle is left empty. */
async function navigation(url: URL): Promise<Response> {
  const page = await caches.match('/', { cacheName: shellName })
  if (!page) return fetch(url.href)
  const html = (await page.text()).replace(/(<main[^>]*>)[\s\S]*(<\/main>)/, '$1$2')
  return new Response(html, { headers: page.headers })
}

async function asset(request: Request): Promise<Response> {
  const known = await caches.match(request, { ignoreVary: true })
  if (known) return known
  const response = await fetch(request)
  if (response.ok) {
    const copy = response.clone()
    await (await caches.open(pages)).put(request, copy).catch(() => undefined)
  }
  return response
}

/** A recording never changes; once heard it is kept. */
async function recording(event: FetchEvent): Promise<Response> {
  const { url, headers } = event.request
  const range = headers.get('Range')
  const cache = await caches.open(lessons)
  const known = await cache.match(url, { ignoreVary: true })
  if (known) return ranged(known, range)
  // Asked for as a whole, since a part could not be kept.
  const whole = await fetch(url)
  if (whole.ok) event.waitUntil(cache.put(url, whole.clone()).catch(() => undefined))
  // From its beginning it can be played while it still comes.
  return range === 'bytes=0-' ? whole : ranged(whole, range)
}

/** Lessons come from the network while it answers, else as they were when last opened. */
async function lesson(request: Request): Promise<Response> {
  const cache = await caches.open(lessons)
  const known = await cache.match(request.url, { ignoreVary: true })
  const fresh = fetch(request).then(async (response) => {
    if (response.ok) await cache.put(request.url, response.clone()).catch(() => undefined)
    return response
  })
  if (!known) return fresh
  fresh.catch(() => undefined)
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(known.clone()), patience))
  return Promise.race([fresh.then((response) => (response.status >= 500 ? known : response)).catch(() => known), late])
}
