// Somebody erases their account; goes on where accounts.mjs ended.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { base, check, finish } from './browser.mjs'
import { browser, device, note, save, stateFile } from './devices.mjs'
import { settled } from './pagelist.mjs'
import { givePin, namesHere } from './residents.mjs'

const state = JSON.parse(readFileSync(stateFile, 'utf8'))
state.secrets.forEach(note)
const { resident, neighbour } = state
const page = await device({ storageState: state.storage })

await check('a resident erases the account', async () => {
  await page.goto(`${base}/me/data`)
  await page.getByRole('button', { name: 'Xóa tài khoản' }).click()
  await page.getByText('Tôi hiểu, xóa hết dữ liệu của tôi').click()
  await page.getByRole('button', { name: 'Xóa hẳn' }).click()
  await page.waitForURL(`${base}/`)
  await page.getByRole('link', { name: 'Tôi đã có tài khoản' }).waitFor()
})

await check('the phone forgets them, and nobody else', async () => {
  assert.deepEqual(await namesHere(page), [neighbour])
  const kept = JSON.stringify(await page.context().storageState({ indexedDB: true }))
  for (const text of [resident.id, resident.name]) assert(!kept.includes(text), `the phone keeps ${text}`)
})

await check('neither PIN nor card lets anybody in any more', async () => {
  await page.goto(`${base}/card#${resident.token}`)
  await page.getByText('Thẻ này không còn dùng được').waitFor()
  await givePin(page, resident)
  await page.locator('main .notice').waitFor()
  await settled(page)
  assert.equal(new URL(page.url()).pathname, '/login')
})

await save({ resident, neighbour })
await browser.close()
finish()
