import { describe, expect, test } from 'vitest'
import { ranged } from './range'

const whole = () => new Response('0123456789', { headers: { 'Content-Type': 'audio/mpeg' } })

async function ask(range: string | null) {
  const answer = await ranged(whole(), range)
  return [answer.status, answer.headers.get('Content-Range'), await answer.text()]
}

describe('a part of a kept recording', () => {
  test('the first two bytes, which Safari asks for to begin with', async () => {
    expect(await ask('bytes=0-1')).toEqual([206, 'bytes 0-1/10', '01'])
  })
  test('to the end', async () => expect(await ask('bytes=4-')).toEqual([206, 'bytes 4-9/10', '456789']))
  test('all of it in one part', async () => expect(await ask('bytes=0-')).toEqual([206, 'bytes 0-9/10', '0123456789']))
  test('no more than there is', async () => expect(await ask('bytes=8-99')).toEqual([206, 'bytes 8-9/10', '89']))
  test('the last bytes', async () => expect(await ask('bytes=-3')).toEqual([206, 'bytes 7-9/10', '789']))
  test('more last bytes than there are', async () => {
    expect(await ask('bytes=-99')).toEqual([206, 'bytes 0-9/10', '0123456789'])
  })
  test('nothing behind the end', async () => expect(await ask('bytes=10-')).toEqual([416, 'bytes */10', '']))

  test.each([[null], ['bytes=0-1,4-5'], ['bytes=-'], ['lines=1-2']])('the whole for %s', async (range) => {
    expect(await ask(range)).toEqual([200, null, '0123456789'])
  })

  test('keeps its type and says its length', async () => {
    const { headers } = await ranged(whole(), 'bytes=2-4')
    expect([headers.get('Content-Type'), headers.get('Content-Length')]).toEqual(['audio/mpeg', '3'])
  })

  test('leaves an answer alone that is none', async () => {
    expect((await ranged(new Response('', { status: 404 }), 'bytes=0-1')).status).toBe(404)
  })
})
