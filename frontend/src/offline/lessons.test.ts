import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Course, Module } from '../api/schema'
import { isKept, keepCourse, recordingsOf, sizeOf, type Wanted } from './lessons'

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

const texts: Wanted = { lang: 'vi', wish: null, recordings: false }
const sounds: Wanted = { ...texts, recordings: true }

describe('keeping a course', () => {
  test('without recordings leaves them with the server', async () => {
    expect(await keepCourse(course, texts)).toBe(true)
    expect(asked).toEqual(['/api/v1/courses/c?lang=vi', '/api/v1/modules/a?lang=vi', '/api/v1/modules/b?lang=vi'])
    expect(await isKept(course, texts)).toBe(true)
    expect(await isKept(course, sounds)).toBe(false)
  })

  test('with recordings keeps each that a step, a practice or a question names, once', async () => {
    expect(await keepCourse(course, sounds)).toBe(true)
    expect(asked.slice(3)).toEqual(['/r/1', '/r/2', '/r/3'])
    expect(await isKept(course, sounds)).toBe(true)
  })

  test('in another language keeps it where there is one, with its recordings', async () => {
    const wanted: Wanted = { ...sounds, wish: 'rad' }
    expect(await keepCourse(course, wanted)).toBe(true)
    expect(asked.slice(2)).toEqual(['/api/v1/modules/b?lang=vi', '/api/v1/modules/b?lang=rad', '/r/4'])
    expect(await isKept(course, wanted)).toBe(true)
  })

  test('does not ask twice for what is there', async () => {
    await keepCourse(course, texts)
    asked = []
    await keepCourse(course, sounds)
    expect(asked).toEqual(['/r/1', '/r/2', '/r/3'])
  })

  test('says when a recording is missing, and keeps the others', async () => {
    served.delete('/r/2')
    expect(await keepCourse(course, sounds)).toBe(false)
    expect(asked.slice(3)).toEqual(['/r/1', '/r/2', '/r/3'])
    expect(await isKept(course, sounds)).toBe(false)
  })

  test('gives up at once without a network', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
    expect(await keepCourse(course, sounds)).toBe(false)
  })
})

test('a course weighs its texts and its recordings', () => expect(sizeOf(course)).toBe(505_000))

test('a course that was kept before there were recordings weighs its texts', () => {
  const { bytes_audio: _, ...old } = head('a', 3000, 0)
  expect(sizeOf({ modules: [old] } as unknown as Course)).toBe(3000)
})

test('a module without recordings names none', () => expect(recordingsOf(module('vi', ['vi']))).toEqual([]))
