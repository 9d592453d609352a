import { expect, test, vi } from 'vitest'
import { refusal, withField } from '../parts/tableFile'
import { follow } from './importApi'
import { en } from './messages.en'
import { en as tables } from './tables.en'

test('a file that cannot be a table of people is refused before it is sent, whatever its case', () => {
  const named = (name: string, size = 10) => refusal({ name, size }, 'people')
  expect(['a.csv', 'a.XLSX', 'a.txt'].map((name) => named(name))).toEqual(['', '', ''])
  expect(named('a.XLS')).toBe('old_excel')
  expect(named('a.ods')).toBe('open_document')
  expect(named('a.xlsm')).toBe('macros')
  expect(named('a.csv', 200 * 1024 * 1024)).toBe('too_large')
  const twoMiB = { name: 'a.csv', size: 2 * 1024 * 1024 }
  expect([refusal(twoMiB, 'people'), refusal(twoMiB, 'rolls'), refusal(twoMiB, 'villages')]).toEqual([
    '',
    'too_large',
    'too_large',
  ])
})

test('a field is of one column only', () => {
  expect(withField(['name', 'village', null], 2, 'name')).toEqual([null, 'village', 'name'])
  expect(withField(['name', 'village'], 0, null)).toEqual([null, 'village'])
})

/** An answer whose bytes come in the given pieces. */
function pieces(...texts: string[]) {
  const encoder = new TextEncoder()
  return new Response(
    new ReadableStream({
      start(controller) {
        for (const text of texts) controller.enqueue(encoder.encode(text))
        controller.close()
      },
    }),
  )
}

test('progress is told however the lines are cut, and the outcome is what comes last', async () => {
  const told = vi.fn()
  const answer = pieces('{"done":50', '0,"of":900}\n{"done":900,"of":900}', '\n{"outcome":{"added":900}}\n')
  expect(await follow(answer, told)).toEqual({ added: 900 })
  expect(told.mock.calls).toEqual([
    [500, 900],
    [900, 900],
  ])
})

test('an answer that breaks off says that nobody knows, and a problem is the problem', async () => {
  await expect(follow(pieces('{"done":500,"of":900}\n{"do'), () => {})).rejects.toMatchObject({ code: 'broken' })
  const refused = pieces('{"problem":{"status":503,"code":"timeout","request_id":"a"}}\n')
  await expect(follow(refused, () => {})).rejects.toMatchObject({ status: 503, code: 'timeout' })
})

test('English tells one from many', () => {
  expect([en.added('1'), en.added('2')]).toEqual(['Add 1 new person', 'Add 2 new people'])
  expect([en.go('1'), en.known('1')]).toEqual(['Add 1 person', '1 is here already and stays unchanged'])
  expect(tables.faultTitle('1')).toBe('1 thing must be mended. Nothing was stored.')
  expect(en.undoDone('1', '1')).toBe('Erased 1 person. 1 stays.')
})
