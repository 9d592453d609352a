import { expect, test } from 'vitest'
import type { ContentLanguage } from '../../api/schema'
import { hardestQuestions } from './questions'

const quiz = (
  module: string,
  people: number | null,
  wrong: Record<string, number | null>,
  language: ContentLanguage | null = null,
) => ({
  module,
  version: 1,
  language,
  people,
  questions: Object.entries(wrong).map(([question, n]) => ({ question, wrong: n })),
})

test('the question that the greatest share got wrong stands first, whatever its lesson', () => {
  const hard = hardestQuestions([quiz('a', 100, { q1: 30, q2: 60 }), quiz('b', 10, { q1: 9 })])
  expect(hard.map(({ module, question }) => `${module} ${question}`)).toEqual(['b q1', 'a q2', 'a q1'])
})

test('a question that was read in two languages stands once for each', () => {
  const hard = hardestQuestions([quiz('a', 100, { q1: 30 }, 'vi'), quiz('a', 20, { q1: 9 }, 'rad')])
  expect(hard.map(({ language, wrong }) => `${language} ${wrong}`)).toEqual(['rad 9', 'vi 30'])
})

test('what under five people were asked tells nothing, and a hidden count stands between none and five', () => {
  const hard = hardestQuestions([quiz('a', null, { q1: null }), quiz('b', 10, { q1: null, q2: 5, q3: 0 })])
  expect(hard.map(({ question }) => question)).toEqual(['q2', 'q1', 'q3'])
})

test('no more are shown than somebody can mend', () => {
  const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`q${index}`, 5]))
  expect(hardestQuestions([quiz('a', 10, many)])).toHaveLength(15)
})
