import { useEffect, useState } from 'preact/hooks'
import { api } from '../../api/endpoints'
import type { Course, Language } from '../../api/schema'
import { online } from '../../app/online'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Button } from '../../components/Button/Button'
import { Field } from '../../components/Field/Field'
import { Notice } from '../../components/Notice/Notice'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { language } from '../../i18n/messages'
import { Select } from '../../manage/desk/Select'
import { keptOf } from '../../offline/lessons'
import { log } from '../field/log'
import { tell, Unwritten } from '../field/tell'
import { Before } from './Before'
import { useEveningWords } from './messages'
import { Parked } from './Parked'
import { Ready } from './Ready'
import type { Evening } from './useEvening'
import { said } from './words'

/** What is learnt tonight and where; one press opens the session. */
export function Start({ evening }: { evening: Evening }) {
  const m = useEveningWords()
  const lang = useStore(language)
  const { helper, roster, own } = evening
  const courses = useLoad((signal) => api.courses(lang, { signal }), [lang])
  const [module, setModule] = useState('')
  const [place, setPlace] = useState(lastPlace(evening) ?? m.start.placeValue)
  const [busy, setBusy] = useState(false)
  const items = courses.data?.items ?? []
  const missing = useMissing(courses.data?.items)
  const all = items.flatMap(({ modules }) => modules.map(({ id }) => id))
  const chosen = module || (all.find((id) => !missing.has(id)) ?? all[0] ?? '')

  async function open(event: Event) {
    event.preventDefault()
    if (busy || !chosen || !place.trim()) return
    setBusy(true)
    const where = place.trim().normalize('NFC')
    await tell(log(helper, { kind: 'opened', session: evening.id, module: chosen, place: where }, m.title))
    setBusy(false)
  }

  return (
    <Page
      title={said(null, m)}
      lead={m.start.lead(roster?.name ?? '…')}
      back={{ href: `/village/${helper.village}`, label: m.back }}
    >
      {!courses.data && courses.error === undefined && <Skeleton lines={0} cards={2} />}
      {courses.error !== undefined && !courses.data && <Notice kind="offline" title={m.start.noModules} />}
      {courses.data && (
        <form class="stack stack-wide" noValidate onSubmit={(event) => void open(event)}>
          <Select
            label={m.start.module}
            value={chosen}
            choices={items.map(({ id, title, modules }) => ({
              group: id,
              label: title,
              choices: modules.map((one) => ({
                value: one.id,
                label: missing.has(one.id) ? m.start.notKept(one.title) : one.title,
              })),
            }))}
            onChange={setModule}
          />
          <Field
            label={m.start.place}
            value={place}
            maxLength={80}
            autoComplete="off"
            error={place.trim() ? undefined : m.start.placeMissing}
            onInput={setPlace}
          />
          <Button look="main" type="submit" busy={busy}>
            {busy ? m.start.going : m.start.go}
          </Button>
        </form>
      )}
      <Unwritten />
      <Ready evening={evening} module={chosen} />
      <Before evening={evening} courses={courses.data?.items} />
      <Parked n={own.parked} />
    </Page>
  )
}

/** Lessons that are not on this phone, while there is no network to fetch them by. */
function useMissing(courses: readonly Course[] | undefined): ReadonlySet<string> {
  const up = useStore(online)
  const lang = useStore(language)
  const [missing, setMissing] = useState<ReadonlySet<string>>(new Set())
  useEffect(() => {
    if (up || !courses) return setMissing(new Set())
    let gone = false
    void missingOf(courses, lang)
      .then((found) => gone || setMissing(found))
      .catch(() => undefined)
    return () => {
      gone = true
    }
  }, [courses, up, lang])
  return missing
}

async function missingOf(courses: readonly Course[], lang: Language): Promise<Set<string>> {
  const missing = new Set<string>()
  for (const course of courses) {
    const kept = await keptOf(course, { lang, wish: null, recordings: false })
    for (const { id } of course.modules) if (!kept.has(id)) missing.add(id)
  }
  return missing
}

/** Where the village met last, as far as this phone knows. */
function lastPlace({ own }: Evening): string | undefined {
  const opened = own.events.filter(({ kind, place }) => kind === 'opened' && place)
  return opened.sort((a, b) => Date.parse(b.at) - Date.parse(a.at))[0]?.place
}
