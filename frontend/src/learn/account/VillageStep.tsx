import { useState } from 'preact/hooks'
import { api } from '../../api/endpoints'
import type { Village, Ward } from '../../api/schema'
import { LoadError } from '../../app/states'
import { useLoad } from '../../app/useLoad'
import { Button } from '../../components/Button/Button'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Field } from '../../components/Field/Field'
import { Icon } from '../../components/Icon/Icon'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { fold } from '../../i18n/fold'
import { wardName } from '../../i18n/places'
import { useRegister } from './registerMessages'
import { StepHeading } from './StepHeading'

interface VillageStepProps {
  ward: Ward
  onBack: () => void
  onDone: (village: Village) => void
}

const longList = 12

async function allVillages(ward: Ward): Promise<Village[]> {
  const all: Village[] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof api.villages>> = await api.villages(ward.code, {
      limit: 100,
      ...(after !== null && { after }),
    })
    all.push(...page.items)
    after = page.next
  } while (after !== null)
  return all.sort((a, b) => a.name.localeCompare(b.name, 'vi', { numeric: true }))
}

export function VillageStep({ ward, onBack, onDone }: VillageStepProps) {
  const { register: m } = useRegister()
  const [filter, setFilter] = useState('')
  const { data, error, reload } = useLoad(() => allVillages(ward), [ward.code])
  const wanted = fold(filter)
  return (
    <>
      <div class="stack stack-tight">
        <StepHeading>{m.village}</StepHeading>
        <p class="quiet">{m.villageIn(wardName(ward))}</p>
      </div>
      {!data && (error === undefined ? <Skeleton lines={0} cards={5} /> : <LoadError error={error} retry={reload} />)}
      {data && data.length === 0 && (
        <EmptyState picture="nothing" title={m.villageNone}>
          <p>{m.villageNoneText}</p>
        </EmptyState>
      )}
      {data && data.length > longList && (
        <Field label={m.villageFilter} type="search" autoComplete="off" value={filter} onInput={setFilter} />
      )}
      {data && data.length > 0 && (
        <ul class="picks">
          {data
            .filter((village) => fold(village.name).includes(wanted))
            .map((village) => (
              <li key={village.id}>
                <button type="button" class="pick" onClick={() => onDone(village)}>
                  <span class="pick-name">{village.name}</span>
                  <Icon name="chevron-right" />
                </button>
              </li>
            ))}
        </ul>
      )}
      <Button look="quiet" onClick={onBack}>
        {m.villageChange}
      </Button>
    </>
  )
}
