import { useEffect, useState } from 'preact/hooks'
import { api } from '../../api/endpoints'
import type { Ward } from '../../api/schema'
import { ErrorNotice } from '../../app/states'
import { useLoad } from '../../app/useLoad'
import { Field } from '../../components/Field/Field'
import { number } from '../../i18n/format'
import { wardName } from '../../i18n/places'
import { useBoards } from '../messages'
import './PlaceSearch.css'

const restMs = 200

/** A field that finds a commune or ward by any of its names; the matches are plain buttons beneath it. */
export function PlaceSearch({ onChoose }: { onChoose: (ward: Ward) => void }) {
  const m = useBoards()
  const [text, setText] = useState('')
  const [asked, setAsked] = useState('')

  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), restMs)
    return () => clearTimeout(timer)
  }, [text])

  return (
    <form class="search" onSubmit={(event) => event.preventDefault()}>
      <Field
        type="search"
        inputMode="search"
        label={m.search.label}
        hint={m.search.hint}
        value={text}
        onInput={setText}
        maxLength={80}
        autoComplete="off"
      />
      {asked && (
        <Hits
          text={asked}
          onChoose={(ward) => {
            setText('')
            setAsked('')
            onChoose(ward)
          }}
        />
      )}
    </form>
  )
}

function Hits({ text, onChoose }: { text: string; onChoose: (ward: Ward) => void }) {
  const m = useBoards()
  const { data, error } = useLoad((signal) => api.places({ q: text, limit: 8 }, { signal }), [text])
  if (error !== undefined) return <ErrorNotice error={error} />
  return (
    <>
      <p class={data?.items.length ? 'hidden' : 'quiet'} role="status">
        {data && (data.items.length ? m.search.found(number(data.items.length)) : m.search.none)}
      </p>
      {data && data.items.length > 0 && (
        <ul class="search-hits">
          {data.items.map(({ ward, match, former }) => (
            <li key={ward.code}>
              <button type="button" onClick={() => onChoose(ward)}>
                <span>{wardName(ward, true)}</span>
                {former && <span class="small quiet">{m.search.former(match)}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
