import { useState } from 'preact/hooks'
import { api } from '../../api/endpoints'
import type { VillageID } from '../../api/schema'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { Button } from '../../components/Button/Button'
import { EmptyState } from '../../components/EmptyState/EmptyState'
import { Notice } from '../../components/Notice/Notice'
import { Page } from '../../components/Page/Page'
import { Skeleton } from '../../components/Skeleton/Skeleton'
import { useCore } from '../../i18n/core'
import { language } from '../../i18n/messages'
import { fieldApi } from '../field/api'
import { heldSessions } from '../field/session'
import { HeldList } from './HeldList'
import { useEveningWords } from './messages'
import type { Evening } from './useEvening'

/** The first `pages` pages as one. */
async function read(village: VillageID, pages: number) {
  let whole = await fieldApi.sessions(village)
  for (let n = 1; n < pages && whole.next !== null; n++) {
    const following = await fieldApi.sessions(village, { after: whole.next })
    whole = { ...following, items: [...whole.items, ...following.items] }
  }
  return whole
}

/** All sessions of a village, whoever held them, each with its results: for its helpers on the next day, too. */
export default function Sessions({ evening }: { evening: Evening }) {
  const { all: m, ...words } = useEveningWords()
  const core = useCore()
  const lang = useStore(language)
  const { helper, roster, own } = evening
  const [pages, setPages] = useState(1)
  const { data, error, loading } = useLoad(() => read(helper.village, pages), [helper.village, pages])
  const courses = useLoad((signal) => api.courses(lang, { signal }), [lang])
  const held = data ? heldSessions(own.events, data.items) : evening.held
  return (
    <Page
      title={m.title}
      lead={[roster?.name, m.text].filter(Boolean).join('. ')}
      back={{ href: `/village/${helper.village}`, label: words.back }}
    >
      {error !== undefined && (
        <Notice kind="offline" title={words.told.local}>
          <p>{words.told.localText}</p>
        </Notice>
      )}
      {held.length === 0 && loading && <Skeleton lines={0} cards={4} />}
      {held.length === 0 && data && (
        <EmptyState picture="nothing" title={m.none}>
          <p>{m.noneText}</p>
        </EmptyState>
      )}
      <HeldList village={helper.village} held={held} courses={courses.data?.items} to="results" />
      {data?.next && (
        <Button busy={loading} icon="chevron-down" onClick={() => setPages(pages + 1)}>
          {core.action.more}
        </Button>
      )}
    </Page>
  )
}
