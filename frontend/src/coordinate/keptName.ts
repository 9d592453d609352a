import { useEffect, useState } from 'preact/hooks'
import type { VillageID } from '../api/schema'
import { session } from '../app/session'
import { useStore } from '../app/store'
import { keptRoster } from './field/roster'

/** What a village is called, as far as this phone knows without a network. */
export async function keptName(village: VillageID): Promise<string | undefined> {
  const owner = session.get().person?.id
  return owner && (await keptRoster({ owner, village }).catch(() => undefined))?.name
}

export function useKeptName(village: VillageID): string | undefined {
  const { person } = useStore(session)
  const [name, setName] = useState<string | undefined>(undefined)
  useEffect(() => {
    let gone = false
    void keptName(village).then((kept) => gone || setName(kept || undefined))
    return () => {
      gone = true
    }
  }, [village, person])
  return name
}
