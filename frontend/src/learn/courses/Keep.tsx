import { useEffect, useState } from 'preact/hooks'
import type { ContentID, Course } from '../../api/schema'
import { useStore } from '../../app/store'
import { Button } from '../../components/Button/Button'
import { Icon } from '../../components/Icon/Icon'
import { Progress } from '../../components/Progress/Progress'
import { contentWish } from '../../i18n/contentLanguage'
import { fileSize, number } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { keptOf, sizeOf } from '../../offline/lessons'
import { useLearn } from '../messages'
import { download, downloads } from './downloads'

/** Brings a whole course onto the phone: what it weighs before, how far it is during, and what is missing after. */
export function Keep({ course }: { course: Course }) {
  const { courses: m } = useLearn()
  const lang = useStore(language)
  const wish = useStore(contentWish)?.language ?? null
  const now = useStore(downloads)[course.id]
  const [kept, setKept] = useState<ReadonlySet<ContentID> | null>(null)
  const wanted = { lang, wish, recordings: true }
  useEffect(() => {
    let gone = false
    if (now?.stop) return
    void keptOf(course, wanted)
      .catch(() => new Set<ContentID>())
      .then((found) => gone || setKept(found))
    return () => {
      gone = true
    }
  }, [course, lang, wish, now])

  if (!('caches' in self)) return null
  const all = number(course.modules.length)
  if (now?.stop) {
    const words = m.keepDone(number(now.done), all)
    return (
      <section class="stack stack-tight">
        <Progress value={now.done} max={course.modules.length} label={words}>
          <span class="num">{words}</span>
        </Progress>
        <Button icon="x" onClick={now.stop}>
          {m.keepStop}
        </Button>
      </section>
    )
  }
  if (!kept) return null
  const missing = course.modules.filter(({ id }) => !kept.has(id))
  const trouble = now?.trouble && now.trouble !== 'stopped' && m.keepTrouble[now.trouble]
  if (missing.length === 0 && !trouble) {
    return (
      <p class="quiet" role="status">
        <Icon name="circle-check" /> {m.kept}
      </p>
    )
  }
  const size = fileSize(sizeOf(missing))
  const spoken = missing.some((module) => module.bytes_audio > 0)
  return (
    <section class="stack stack-tight">
      <p class="quiet" role="status">
        {trouble && `${trouble} `}
        {kept.size > 0 ? m.keepRest(number(kept.size), all, size) : spoken ? m.keepSpoken(size) : m.keepText(size)}
      </p>
      <Button icon="download" onClick={() => void download(course, wanted)}>
        {kept.size > 0 ? m.keepOn : m.keep}
      </Button>
    </section>
  )
}
