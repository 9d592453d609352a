import { useEffect, useState } from 'preact/hooks'
import { api } from '../../api/endpoints'
import type { Ward } from '../../api/schema'
import { ErrorNotice } from '../../app/states'
import { useLoad } from '../../app/useLoad'
import { Field } from '../../components/Field/Field'
import { Icon } from '../../components/Icon/Icon'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { number } from '../../i18n/format'
import { capital, wardName } from '../../i18n/places'
import { useRegister } from './registerMessages'
import { StepHeading } from './StepHeading'

const pause = 250

/** Finds a commune or ward by its new name or by the name of a unit it was formed from. */
export function PlaceStep({ onDone }: { onDone: (ward: Ward) => void }) {
  const { register: m } = useRegister()
  const [text, setText] = useState('')
  const [query, setQuery] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setQuery(text.trim()), pause)
    return () => clearTimeout(timer)
  }, [text])
  const { data, error, loading } = useLoad(
    async (signal) => (query ? (await api.places({ q: query, limit: 12 }, { signal })).items : []),
    [query],
  )
  return (
    <>
      <StepHeading>{m.place}</StepHeading>
      <Field
        label={m.placeLabel}
        hint={m.placeHint}
        placeholder={m.placeExample}
        type="search"
        inputMode="search"
        autoComplete="off"
        maxLength={80}
        value={text}
        onInput={setText}
      />
      <ErrorNotice error={error} />
      {query && loading && <Skeleton lines={0} cards={3} />}
      <p class="hidden" role="status">
        {query && data && !loading && m.placeFound(number(data.length))}
      </p>
      {query && data && !loading && data.length === 0 && <p>{m.placeNone(query)}</p>}
      {data && data.length > 0 && (
        <ul class="picks">
          {data.map(({ ward, match, former }) => (
            <li key={`${ward.code} ${match}`}>
              <button type="button" class="pick" onClick={() => onDone(ward)}>
                <span>
                  <span class="pick-name">{wardName(ward, true)}</span>
                  <span class="small quiet">
                    {former ? m.placeNow(capital(match), wardName(ward)) : ward.former_province}
                  </span>
                </span>
                <Icon name="chevron-right" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
