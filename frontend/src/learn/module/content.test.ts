import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Module, Question } from '../../api/schema'
import { loadModule, withLanguages } from './content'

const question = (id: string, language?: 'vi'): Question => ({
  id,
  kind: 'single',
  text: '?',
  options: [],
  ...(language && { language }),
})
const module = (language: Module['language'], languages: Module['languages']) =>
  ({
    id: 'm',
    language,
    languages,
    steps: [
      { title: 'a', html: '', practice: question('t') },
      { title: 'b', html: '', language: 'vi' },
    ],
    quiz: { mode: 'practice', questions: [question('q1'), question('q2', 'vi')] },
  }) as unknown as Module

/** By language; without one the server is out of reach. */
let served: Record<string, Module | undefined>
let asked: string[]

beforeEach(() => {
  asked = []
  vi.stubGlobal('fetch', async (url: string) => {
    const lang = new URL(url, 'http://x').searchParams.get('lang') ?? ''
    asked.push(lang)
    const found = served[lang]
    if (!found) throw new TypeError('offline')
    return new Response(JSON.stringify(found))
  })
})
afterEach(() => vi.unstubAllGlobals())

const load = async (lang: 'vi' | 'en', wish: 'rad' | null) => (await loadModule('m', lang, wish)).language

describe('the language of a lesson', () => {
  test('is the interface’s where no other is wished for', async () => {
    served = { en: module('en', ['vi', 'en', 'rad']) }
    expect(await load('en', null)).toBe('en')
    expect(asked).toEqual(['en'])
  })

  test('is the one wished for where the lesson has it', async () => {
    served = { rad: module('rad', ['vi', 'rad']) }
    expect(await load('vi', 'rad')).toBe('rad')
    expect(asked).toEqual(['rad'])
  })

  test('is the interface’s where the lesson has not, and not what the server falls back to', async () => {
    served = { rad: module('vi', ['vi', 'en']), en: module('en', ['vi', 'en']) }
    expect(await load('en', 'rad')).toBe('en')
  })

  test('is not asked for twice where the server falls back to the interface’s', async () => {
    served = { rad: module('vi', ['vi']), vi: module('vi', ['vi']) }
    expect(await load('vi', 'rad')).toBe('vi')
    expect(asked).toEqual(['rad'])
  })

  test('is the interface’s when only that one is on the phone', async () => {
    served = { vi: module('vi', ['vi', 'rad']) }
    expect(await load('vi', 'rad')).toBe('vi')
  })

  test('fails when there is neither', async () => {
    served = {}
    await expect(load('vi', 'rad')).rejects.toMatchObject({ code: 'offline' })
  })
})

test('every part of a lesson says its language', () => {
  const { steps, quiz } = withLanguages(module('rad', ['vi', 'rad']))
  expect(steps.map((step) => step.language)).toEqual(['rad', 'vi'])
  expect(steps[0]?.practice?.language).toBe('rad')
  expect(quiz.questions.map((one) => one.language)).toEqual(['rad', 'vi'])
})
