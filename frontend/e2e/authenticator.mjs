// An authenticator app, as staff have it on their phones (RFC 6238).
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'

const stepTime = 30_000
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** @param {string} secret in base 32, in groups or not */
function keyOf(secret) {
  let bits = ''
  for (const letter of secret.replace(/[\s=]/g, '')) {
    const value = letters.indexOf(letter)
    assert(value >= 0, 'the secret is in base 32')
    bits += value.toString(2).padStart(5, '0')
  }
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** @param {Buffer} key @param {number} step */
function codeOf(key, step) {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', key).update(counter).digest()
  const number = digest.readUInt32BE((digest.at(-1) ?? 0) & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

/**
 * The app with one account in it. A server takes each code once, so the app waits until there is one that was not given yet.
 * @param {string} secret
 */
export function authenticator(secret) {
  const key = keyOf(secret)
  let last = 0
  return async () => {
    const step = Math.max(Math.floor(Date.now() / stepTime), last + 1)
    await new Promise((resolve) => setTimeout(resolve, step * stepTime - Date.now()))
    last = step
    return codeOf(key, step)
  }
}
