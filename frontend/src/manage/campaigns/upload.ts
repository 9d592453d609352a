import type { RollOutcome } from '../../api/campaigns'
import { address } from '../../api/client'
import type { Day, WardCode } from '../../api/schema'
import { ending, postTable } from '../parts/tableFile'

/** The server takes files up to this size. */
export const largest = 1024 * 1024

/** Whether a file may be a table of rolls at all. */
export const suits = (file: File) => ['csv', 'xlsx'].includes(ending(file.name)) && file.size <= largest

/** Hands in a table of rolls as a file, or only asks what it would change. */
export async function uploadRolls(ward: WardCode, file: File, day: Day, dryRun: boolean): Promise<RollOutcome> {
  const url = address(`/wards/${ward}/rolls/file`, { day, dry_run: dryRun || undefined })
  return (await postTable(url, file)).json()
}
