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

const issuer = read('did.json')

test.each(['plain.json', 'strange.json'])('%s is a valid Open Badges 3.0 credential', async (name) => {
  expect(await verified(read(name), issuer)).toEqual([])
})

test.each([
  ['the name', (c: any) => (c.credentialSubject.identifier[0].identityHash = 'Ai Đó')],
  ['what was achieved', (c: any) => (c.credentialSubject.achievement.name = 'Bằng lái xe')],
  ['the criteria', (c: any) => (c.credentialSubject.achievement.criteria.narrative = 'Không cần gì')],
  ['the day', (c: any) => (c.validFrom = '2026-01-02T03:04:05Z')],
  ['the issuer’s name', (c: any) => (c.issuer.name = 'Nơi khác')],
  ['the day of the proof', (c: any) => (c.proof[0].created = '2026-01-02T03:04:05Z')],
  ['the key', (c: any) => (c.proof[0].verificationMethod = `${issuer.id}#cu`)],
])('a credential in which %s was changed is refused', async (_, change) => {
  const credential = read('plain.json')
  change(credential)
  expect(await verified(credential, issuer)).not.toEqual([])
})

test('a credential of an issuer who does not publish the key is refused', async () => {
  const other = { ...issuer, assertionMethod: issuer.assertionMethod.slice(1), verificationMethod: issuer.verificationMethod.slice(1) }
  expect(await verified(read('plain.json'), other)).not.toEqual([])
})

test('what Open Badges do not allow is refused', async () => {
  const credential = read('plain.json')
  credential.credentialSubject.achievement.achievementType = 'KhongCo'
  delete credential.credentialSubject.achievement.criteria
  expect(await verified(credential, issuer)).not.toEqual([])
})
