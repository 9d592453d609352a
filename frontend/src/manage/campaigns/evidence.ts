import type { Flag, Signs, Thresholds } from '../../api/campaigns'

/** One sign of a village: what it is there, and from when on a village is looked at. */
export interface Sign {
  flag: Flag
  /** People, or a part of something. */
  here: { people: number } | { part: number; whole: number }
  /** People or percent; null where the campaign does not look at it. */
  limit: number | null
  raised: boolean
}

/** All signs in the order in which the server looks at them, those that are raised and those that speak for the village. */
export function signsOf(signs: Signs, t: Thresholds, raised: readonly Flag[]): Sign[] {
  const people = (flag: Flag, n: number, limit: number | undefined): Sign => ({
    flag,
    here: { people: n },
    limit: limit || null,
    raised: raised.includes(flag),
  })
  const share = (flag: Flag, part: number, whole: number, limit: number | undefined): Sign => ({
    flag,
    here: { part, whole },
    limit: limit || null,
    raised: raised.includes(flag),
  })
  return [
    people('device', signs.on_one_device, t.people_per_device),
    share('quick', signs.quick, signs.timed, t.quick_share),
    people('alike', signs.alike, t.alike_people),
    share('last_day', signs.on_last_day, signs.participants, t.last_day_share),
    share('assisted', signs.assisted, signs.attempts, t.assisted_share),
  ]
}
