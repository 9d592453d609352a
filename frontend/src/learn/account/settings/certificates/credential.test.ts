// @vitest-environment node
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { verified } from '../../../../../e2e/credential.mjs'

const read = (name: string) =>
  JSON.parse(
    readFileSync(
      new URL(`../../../../../../progress/certificates/openbadge/testdata/${name}`, import.meta.url),
      'utf8',
    ),
  )

// biome-ignore lint/suspicious/noExplicitAny: whatever is in the file
type Credential = any

const issuer = read('did.json')

test.each(['plain.json', 'strange.json'])('%s is a valid Open Badges 3.0 credential', async (name) => {
  expect(await verified(read(name), issuer)).toEqual([])
})

test.each([
  ['the name', (c: Credential) => (c.credentialSubject.identifier[0].identityHash = 'Ai Đó')],
  ['what was achieved', (c: Credential) => (c.credentialSubject.achievement.name = 'Bằng lái xe')],
  ['the criteria', (c: Credential) => (c.credentialSubject.achievement.criteria.narrative = 'Không cần gì')],
  ['the day', (c: Credential) => (c.validFrom = '2026-01-02T03:04:05Z')],
  ['the issuer’s name', (c: Credential) => (c.issuer.name = 'Nơi khác')],
  ['the day of the proof', (c: Credential) => (c.proof[0].created = '2026-01-02T03:04:05Z')],
  ['the key', (c: Credential) => (c.proof[0].verificationMethod = `${issuer.id}#cu`)],
])('a credential in which %s was changed is refused', async (_, change) => {
  const credential = read('plain.json')
  change(credential)
  expect(await verified(credential, issuer)).not.toEqual([])
})

// Of another address, since the library remembers what it has read of an issuer.
test('a credential of an issuer who does not publish the key is refused', async () => {
  const other = JSON.parse(JSON.stringify(issuer).replace(/hoc\.example\.vn/g, 'noi-khac.example.vn'))
  other.assertionMethod.shift()
  other.verificationMethod.shift()
  expect(await verified(read('elsewhere.json'), other)).not.toEqual([])
})
