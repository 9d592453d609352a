import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Course } from '../../api/schema'
import { downloads } from './downloads'
import { Keep } from './Keep'

const head = (id: string) => ({
  id,
  version: 1,
  title: id,
  goal: '',
  minutes: 5,
  questions: 1,
  bytes: 4096,
  bytes_audio: 0,
})
const course = { id: 'c', modules: ['a', 'b', 'd'].map(head) } as unknown as Course
const lesson = { language: 'vi', languages: ['vi'], steps: [], quiz: { questions: [] } }

/** Each request waits here until the test answers it. */
let waiting: { url: string; answer: () => void; fail: () => void }[]
const persist = vi.fn(async () => true)

beforeEach(() => {
  waiting = []
  downloads.set({})
  const kept = new Map<string, Response>()
  vi.stubGlobal('caches', {
    open: async () => ({
      match: async (url: string) => kept.get(url)?.clone(),
      put: async (url: string, response: Response) => void kept.set(url, response),
    }),
  })
  vi.stubGlobal('navigator', { storage: { persist } })
  vi.stubGlobal(
    'fetch',
    (url: string, { signal }: RequestInit) =>
      new Promise((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
        waiting.push({
          url,
          answer: () => resolve(new Response(JSON.stringify(lesson))),
          fail: () => reject(new TypeError('offline')),
        })
      }),
  )
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const request = (name: string) =>
  vi.waitFor(() => {
    const found = waiting.find(({ url }) => url.includes(name))
    expect(found).toBeDefined()
    waiting = waiting.filter((one) => one !== found)
    return found as (typeof waiting)[number]
  })
const bar = () => screen.findByRole('progressbar')

async function begin() {
  render(<Keep course={course} />)
  await screen.findByText(/Cả khóa chỉ 12 KB/)
  fireEvent.click(screen.getByRole('button', { name: 'Tải về máy' }))
  ;(await request('/courses/c')).answer()
}

test('a course says what it weighs, shows how far it is, and asks the browser to keep it', async () => {
  await begin()
  expect((await bar()).getAttribute('aria-valuenow')).toBe('0')
  expect(persist).toHaveBeenCalled()
  for (const [at, id] of ['a', 'b'].entries()) {
    ;(await request(`/modules/${id}`)).answer()
    await screen.findByText(`Đã tải ${at + 1} trên 3 bài`)
    expect((await bar()).getAttribute('aria-valuenow')).toBe(String(at + 1))
  }
  ;(await request('/modules/d')).answer()
  await screen.findByText(/Khóa này đã có trên máy/)
})

test('when the network goes it says what is there, and goes on from it', async () => {
  await begin()
  ;(await request('/modules/a')).answer()
  ;(await request('/modules/b')).fail()
  await screen.findByText('Mất mạng giữa chừng. Trên máy đã có 1 trên 3 bài, còn 8 KB. Bấm để tải tiếp.')
  fireEvent.click(screen.getByRole('button', { name: 'Tải tiếp' }))
  expect((await request('/modules/')).url).toContain('/modules/b')
  await screen.findByText('Đã tải 1 trên 3 bài')
})

test('it can be stopped, and goes on while the person is elsewhere', async () => {
  await begin()
  ;(await request('/modules/a')).answer()
  await screen.findByText('Đã tải 1 trên 3 bài')
  cleanup()
  ;(await request('/modules/b')).answer()
  await request('/modules/d')
  render(<Keep course={course} />)
  await screen.findByText('Đã tải 2 trên 3 bài')
  fireEvent.click(screen.getByRole('button', { name: 'Dừng tải' }))
  await screen.findByText('Trên máy đã có 2 trên 3 bài, còn 4 KB. Bấm để tải tiếp.')
})
