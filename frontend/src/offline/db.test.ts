import 'fake-indexeddb/auto'
import { type IDBPDatabase, openDB } from 'idb'
import { expect, test, vi } from 'vitest'

const layouts: Record<number, (db: IDBPDatabase) => void> = {
  1: (db) => {
    db.createObjectStore('session')
    db.createObjectStore('summaries')
    db.createObjectStore('outbox', { keyPath: 'id' }).createIndex('owner', 'owner')
    db.createObjectStore('drafts', { keyPath: ['owner', 'module'] })
  },
  2: (db) => void db.createObjectStore('people', { keyPath: 'id' }),
}

test.each([1, 2])('a phone with layout %i keeps its unsent answers', async (version) => {
  vi.resetModules()
  vi.stubGlobal('indexedDB', new IDBFactory())
  const old = await openDB('hocso', version, {
    upgrade(db) {
      for (let n = 1; n <= version; n++) layouts[n]?.(db)
    },
  })
  await old.put('outbox', { id: 's1', owner: 'an' })
  old.close()
  const { database } = await import('./db')
  const db = await database()
  expect(await db.getAllFromIndex('outbox', 'owner', 'an')).toMatchObject([{ id: 's1' }])
  for (const table of ['people', 'rosters', 'sent'] as const) expect(await db.getAll(table)).toEqual([])
})
