import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Question } from '../api/schema'
import { isRight } from './grade'

interface Case {
  module: string
  question: Pick<Question, 'id' | 'kind'> & { key: string[] }
  answers: { answer: string[]; right: boolean }[]
}

// Written from the courses by `make cases`; the server's tests grade the same answers.
const file = 'node_modules/.cache/hocso/cases.json'

test('the phone grades every question of the courses as the server does', () => {
  expect(existsSync(file), 'run make cases first').toBe(true)
  const table = JSON.parse(readFileSync(file, 'utf8')) as Case[]
  expect(table.length).toBeGreaterThan(150)
  for (const { module, question, answers } of table) {
    for (const { answer, right } of answers) {
      const got = isRight({ text: '', options: [], ...question }, answer)
      expect(got, `${module}/${question.id} (${question.kind}): ${answer.join(' ')}`).toBe(right)
    }
  }
})
