import { useEffect, useRef } from 'preact/hooks'
import type { Module } from '../../api/schema'
import { useStore } from '../../app/store'
import { Tabs } from '../../components/Tabs/Tabs'
import { chooseContent, contentNames, contentWish, isOther } from '../../i18n/contentLanguage'
import { language } from '../../i18n/messages'
import { useLearn } from '../messages'

let chosen = false

/** Which language the lesson is in, where it has one besides the interface's own two. */
export function LanguageChoice({ module }: { module: Module }) {
  const { module: m } = useLearn()
  const lang = useStore(language)
  const wish = useStore(contentWish)?.language
  const place = useRef<HTMLDivElement>(null)

  // The lesson is drawn anew in the other language; the focus stays where the choice was made.
  useEffect(() => {
    if (chosen) place.current?.querySelector<HTMLElement>('input:checked')?.focus()
    chosen = false
  }, [])

  const others = (module.languages ?? []).filter(isOther)
  if (others.length === 0) return null
  return (
    <div ref={place} class="stack stack-tight">
      <p class="small quiet" aria-hidden="true">
        {m.language}
      </p>
      <Tabs
        label={m.language}
        value={isOther(module.language) ? module.language : lang}
        choices={[lang, ...others].map((one) => ({ value: one, label: contentNames[one] }))}
        onChange={(next) => {
          chosen = true
          chooseContent(next)
        }}
      />
      {wish && wish !== module.language && others.includes(wish) && (
        <p role="status">{m.languageAway(contentNames[wish])}</p>
      )}
    </div>
  )
}
