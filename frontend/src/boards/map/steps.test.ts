import { expect, test } from 'vitest'
import { stepCount, stepOf, stepRange, stepWidth } from './steps'

test('the steps are fine while rates are low and reach 100 % in the end', () => {
  expect(stepWidth(0)).toBe(0.01)
  expect(stepWidth(0.05)).toBe(0.01)
  expect(stepWidth(0.051)).toBe(0.02)
  expect(stepWidth(0.34)).toBe(0.1)
  expect(stepWidth(0.9)).toBe(0.2)
  expect(stepWidth(1.2)).toBe(0.2)
})

test('a rate is in the step whose range holds it; a border belongs to the upper one', () => {
  for (const width of [0.01, 0.02, 0.05, 0.1, 0.2]) {
    for (let step = 1; step <= stepCount; step++) {
      const { from, to } = stepRange(step, width)
      expect(stepOf(from, width)).toBe(step)
      expect(stepOf(to - 0.0001, width)).toBe(step)
    }
  }
})

test('a rate above all steps is in the last', () => {
  expect(stepOf(1.3, 0.2)).toBe(5)
  expect(stepOf(1, 0.2)).toBe(5)
})
