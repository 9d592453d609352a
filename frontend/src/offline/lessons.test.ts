import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Course, Module } from '../api/schema'
import { keepCourse, keptOf, recordingsOf, sizeOf, type Wanted } from './lessons'

const head = (id: string, bytes: number, bytes_audio: number) =>
  ({ id, version: 1, title: id, goal: '', minutes: 5, questions: 1, bytes, bytes_audio }) as Course['modules'][number]
const course = { id: 'c', modules: [head('a', 3000, 0), head('b', 2000, 500_000)] } as unknown as Course

const question = (audio?: string) => ({ id: 'q', kind: 'single', text: '?', options: [], ...(audio && { audio }) })
const module = (language: string, languages: string[], ...audio: string[]) =>
  ({
    language,
    languages,
    steps: [{ title: '', html: '', audio: audio[0], practice: question(audio[1]) }],
    quiz: { mode: 'practice', questions: [question(audio[2]), question(audio[2])] },
  }) as unknown as Module

/** What the server has. */
let served: Map<string, unknown>
let asked: string[]

beforeEach(() => {
  served = new Map<string, unknown>([
    ['/api/v1/courses/c?lang=vi', course],
    ['/api/v1/modules/a?lang=vi', module('vi', ['vi'])],
    ['/api/v1/modules/b?lang=vi', module('vi', ['vi', 'rad'], '/r/1', '/r/2', '/r/3')],
    ['/api/v1/modules/b?lang=rad', module('rad', ['vi', 'rad'], '/r/4')],
    ...['/r/1', '/r/2', '/r/3', '/r/4'].map((url) => [url, 'sound'] as const),
  ])
  asked = []
  const kept = new Map<string, Response>()
  const cache = {
    match: async (url: string) => kept.get(url)?.clone(),
    put: async (url: string, response: Response) => void kept.set(url, response),
  }
  vi.stubGlobal('caches', { open: async () => cache })
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url)
    return served.has(url) ? new Response(JSON.stringify(served.get(url))) : new Response('', { status: 404 })
  })
})
afterEach(() => vi.unstubAllGlobals())

const kept = async (wanted: Wanted) => [...(await keptOf(course, wanted))].join()

const texts: Wanted = { lang: 'vi', wish: null, recordings: false }
const sounds: Wanted = { ...texts, recordings: true }

describe('keeping a course', () => {
  test('without recordings leaves them with the server', async () => {
    expect(await keepCourse(course, texts)).toBeNull()
    expect(asked).toEqual(['/api/v1/courses/c?lang=vi', '/api/v1/modules/a?lang=vi', '/api/v1/modules/b?lang=vi'])
    expect(await kept(texts)).toBe('a,b')
    expect(await kept(sounds)).toBe('a')
  })

  test('with recordings keeps each that a step, a practice or a question names, once', async () => {
    expect(await keepCourse(course, sounds)).toBeNull()
    expect(asked.slice(3)).toEqual(['/r/1', '/r/2', '/r/3'])
    expect(await kept(sounds)).toBe('a,b')
  })

  test('in another language keeps it where there is one, with its recordings', async () => {
    const wanted: Wanted = { ...sounds, wish: 'rad' }
    expect(await keepCourse(course, wanted)).toBeNull()
    expect(asked.slice(2)).toEqual(['/api/v1/modules/b?lang=vi', '/api/v1/modules/b?lang=rad', '/r/4'])
    expect(await kept(wanted)).toBe('a,b')
  })

  test('does not ask twice for what is there', async () => {
    await keepCourse(course, texts)
    asked = []
    await keepCourse(course, sounds)
    expect(asked).toEqual(['/r/1', '/r/2', '/r/3'])
  })

  test('says when a recording is missing, and keeps the others', async () => {
    served.delete('/r/2')
    expect(await keepCourse(course, sounds)).toBe('failed')
    expect(asked.slice(3)).toEqual(['/r/1', '/r/2', '/r/3'])
    expect(await kept(sounds)).toBe('a')
  })

  test('gives up at once without a network', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
    expect(await keepCourse(course, sounds)).toBe('offline')
  })

  test('tells each module that is whole, and goes on where it was cut', async () => {
    const answer = fetch
    let network = 4
    vi.stubGlobal('fetch', (url: string) => (network-- > 0 ? answer(url) : Promise.reject(new TypeError('offline'))))
    const told: number[] = []
    expect(await keepCourse(course, sounds, (whole) => told.push(whole))).toBe('offline')
    expect(told).toEqual([1])
    expect(await kept(sounds)).toBe('a')
    network = 9
    asked = []
    expect(await keepCourse(course, sounds, (whole) => told.push(whole))).toBeNull()
    expect(told).toEqual([1, 1, 2])
    expect(asked).toEqual(['/r/2', '/r/3'])
  })

  test('stops when the person says so, and what is there stays', async () => {
    const stop = new AbortController()
    const answer = fetch
    vi.stubGlobal('fetch', async (url: string, { signal }: RequestInit) => {
      if (signal?.aborted) throw new DOMException('', 'AbortError')
      return answer(url)
    })
    expect(await keepCourse(course, sounds, () => stop.abort(), stop.signal)).toBe('stopped')
    expect(await kept(sounds)).toBe('a')
  })

  test('says when the phone is full', async () => {
    vi.stubGlobal('caches', {
      open: async () => ({
        match: async () => undefined,
        put: () => Promise.reject(new DOMException('', 'QuotaExceededError')),
      }),
    })
    expect(await keepCourse(course, texts)).toBe('full')
  })
})

test('a course weighs its texts and its recordings', () => expect(sizeOf(course.modules)).toBe(505_000))

test('a course that was kept before there were recordings weighs its texts', () => {
  const { bytes_audio: _, ...old } = head('a', 3000, 0)
  expect(sizeOf([old as unknown as Course['modules'][number]])).toBe(3000)
})

test('a module without recordings names none', () => expect(recordingsOf(module('vi', ['vi']))).toEqual([]))
