import { afterEach, expect, test, vi } from 'vitest'

// The worker's own types are those of a worker, which this page's compiler does not know.
const worker = '../sw/sw'

afterEach(() => vi.unstubAllGlobals())

/** What the worker does when the browser says that a network is back. */
async function sync(pages: { postMessage: (message: unknown) => void }[]) {
  vi.resetModules()
  vi.stubGlobal('__WB_MANIFEST', [])
  vi.stubGlobal('clients', { matchAll: async () => pages })
  vi.stubGlobal('fetch', vi.fn())
  const listen = vi.spyOn(self, 'addEventListener')
  await import(/* @vite-ignore */ worker)
  const heard = listen.mock.calls.find(([name]) => name === 'sync')?.[1] as (event: object) => void
  let work: Promise<unknown> | undefined
  heard({
    tag: 'outbox',
    waitUntil: (promise: Promise<unknown>) => {
      work = promise
    },
  })
  await work
}

test('when a network is back the worker asks every open page to send', async () => {
  const [first, second] = [{ postMessage: vi.fn() }, { postMessage: vi.fn() }]
  await sync([first, second])
  for (const page of [first, second]) expect(page.postMessage).toHaveBeenCalledWith('flush')
})

test('without a page it sends nothing itself', async () => {
  await sync([])
  expect(fetch).not.toHaveBeenCalled()
})
