import { expect, test } from 'vitest'
import type { CampaignState } from '../../api/campaigns'
import { offered } from './useCampaign'

const campaigns = [{ id: 'tinh' }, { id: 'cu' }, { id: 'xa', ward: '24163' }] as CampaignState[]
const ids = (ward?: string, shown?: string) => offered(campaigns, ward, shown).map(({ id }) => id)

test("a ward's own campaign is offered on its board, and where it is shown", () => {
  expect(ids()).toEqual(['tinh', 'cu'])
  expect(ids('24163')).toEqual(['tinh', 'cu', 'xa'])
  expect(ids('24164')).toEqual(['tinh', 'cu'])
  expect(ids(undefined, 'xa')).toEqual(['tinh', 'cu', 'xa'])
})
