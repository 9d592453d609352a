import { useState } from 'preact/hooks'
import { staffApi } from '../../api/staff'
import { Button, ButtonLink } from '../../components/Button/Button'
import { Card } from '../../components/Card/Card'
import { Icon } from '../../components/Icon/Icon'
import { number } from '../../i18n/format'
import { capital } from '../../i18n/places'
import { useFocusAfter } from '../parts/useFocusAfter'
import { MergeForm } from './MergeForm'
import { useVillageWords } from './messages'
import { NameForm } from './NameForm'
import { nameOf, type Place } from './outcome'
import { RetireForm } from './RetireForm'

type Change = 'rename' | 'merge' | 'retire'

interface VillageCardProps {
  place: Place
  /** All of the ward. */
  places: readonly Place[]
  /** The address of the list. */
  here: string
  onDone: (said: string) => void
}

/** One village and what can be changed about it. */
export function VillageCard({ place, places, here, onDone }: VillageCardProps) {
  const m = useVillageWords()
  const [change, setChange] = useState<Change | null>(null)
  const heading = useFocusAfter<HTMLHeadingElement>(change)
  const { village, registered } = place
  const name = nameOf(place)
  const cancel = () => setChange(null)
  const finish = (text: string) => {
    cancel()
    onDone(text)
  }
  return (
    <Card>
      <div class="stack stack-tight">
        <h2 ref={heading} tabIndex={-1}>
          {name}
        </h2>
        <p class="quiet num">
          {m.people(number(registered))} · {village.roll ? m.adults(number(village.roll.adults)) : m.noRoll}
        </p>
        {change === 'rename' && (
          <NameForm
            title={m.rename.title(name)}
            after={m.rename.after}
            save={m.rename.save}
            before={village.name}
            send={async (text) => m.rename.done(capital((await staffApi.renameVillage(village.id, text)).name))}
            onCancel={cancel}
            onDone={finish}
          />
        )}
        {change === 'merge' && <MergeForm place={place} places={places} onCancel={cancel} onDone={finish} />}
        {change === 'retire' && <RetireForm place={place} onCancel={cancel} onDone={finish} />}
        {!change && (
          <details class="village-more">
            <summary>
              <Icon name="pencil" />
              <span>
                {m.open} <span class="hidden">{name}</span>
              </span>
            </summary>
            <div class="desk-buttons">
              <Button icon="pencil" onClick={() => setChange('rename')}>
                {m.rename.go}
              </Button>
              {places.length > 1 && (
                <Button icon="arrow-right" onClick={() => setChange('merge')}>
                  {m.merge.go}
                </Button>
              )}
              <ButtonLink icon="users" href={`${here}?split=${village.id}`}>
                {m.split.go}
              </ButtonLink>
              {registered === 0 && (
                <Button icon="trash-2" onClick={() => setChange('retire')}>
                  {m.retire.go}
                </Button>
              )}
            </div>
          </details>
        )}
      </div>
    </Card>
  )
}
