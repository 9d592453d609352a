import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { expect, test } from 'vitest'
import { database } from './db'

test('a phone with the earlier layout keeps its unsent answers', async () => {
  const old = await openDB('hocso', 1, {
    upgrade(db) {
      db.createObjectStore('session')
      db.createObjectStore('summaries')
      db.createObjectStore('outbox', { keyPath: 'id' }).createIndex('owner', 'owner')
      db.createObjectStore('drafts', { keyPath: ['owner', 'module'] })
    },
  })
  await old.put('outbox', { id: 's1', owner: 'an' })
  old.close()
  expect(await (await database()).getAllFromIndex('outbox', 'owner', 'an')).toMatchObject([{ id: 's1' }])
  expect(await (await database()).getAll('people')).toEqual([])
})
