import { expect, test } from 'vitest'
import { uuid } from './uuid'

test('is a version 4 UUID, and each is new', () => {
  const many = Array.from({ length: 1000 }, uuid)
  for (const id of many) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(new Set(many).size).toBe(1000)
})
