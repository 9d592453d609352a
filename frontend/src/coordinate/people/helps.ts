import type { Person, VillageID } from '../../api/schema'

/** Whether somebody helps the residents of a village: its coordinators, and its ward's officers. */
export const helps = (person: Person | null, village: VillageID): boolean =>
  person?.appointments.some(
    (one) =>
      (one.role === 'coordinator' && one.village === village) ||
      (one.role === 'officer' && one.ward === village.slice(0, 5)),
  ) ?? false
