import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { api } from '../api/endpoints'
import { LoadError } from '../app/states'
import { useStore } from '../app/store'
import { useLoad } from '../app/useLoad'
import { Button } from '../components/Button/Button'
import { Page } from '../components/Page/Page'
import { Skeleton } from '../components/Skeleton/Skeleton'
import { language } from '../i18n/messages'
import { wardName } from '../i18n/places'
import { Chooser } from './Chooser'
import { How } from './How'
import { useBoards } from './messages'
import { PlaceSearch } from './PlaceSearch/PlaceSearch'
import { Choice } from './parts/Choice'
import { type Choices, offered, useCampaign } from './parts/useCampaign'
import { changed, elsewhere, search, type View, viewOf } from './parts/view'
import { Ranking } from './Ranking/Ranking'
import { boardName, type Scope, scopeOf } from './scope'
import './BoardsPage.css'

/** The three public rankings: wards, villages, the villages of one ward. What is chosen stands in the address. */
export default function BoardsPage() {
  const { path, query } = useLocation()
  const { params } = useRoute()
  const scope = scopeOf(path, params.code)
  const view = viewOf(query)
  const choices = useCampaign(view.campaign)
  const shown = { scope, view, choices }
  return scope.of === 'ward' ? <WardBoard {...shown} code={scope.code} /> : <ProvinceBoard {...shown} />
}

interface Shown {
  scope: Scope
  view: View
  choices: Choices
}

function ProvinceBoard(shown: Shown) {
  const { scope, view } = shown
  const m = useBoards()
  const { route } = useLocation()
  const [searching, setSearching] = useState(false)
  return (
    <Page title={m.title} lead={shown.choices.campaign?.name ?? m.lead} wide>
      <Board {...shown}>
        <nav class="tabs" aria-label={m.scope.label}>
          <ScopeLink
            href={`/boards${search(elsewhere(view, false))}`}
            on={scope.of === 'wards'}
            label={m.scope.wards}
          />
          <ScopeLink
            href={`/boards/villages${search(elsewhere(view, true))}`}
            on={scope.of === 'villages'}
            label={m.scope.villages}
          />
        </nav>
      </Board>
      {searching ? (
        <PlaceSearch
          // On the ranking of wards a ward is looked for where it stands, elsewhere its own ranking is opened.
          onChoose={(ward) =>
            scope.of === 'wards'
              ? route(`/boards${search(changed(view, { list: 'ranked', around: ward.code }))}`, true)
              : route(`/boards/wards/${ward.code}${search(elsewhere(view, true))}`)
          }
        />
      ) : (
        <div>
          <Button fit icon="search" onClick={() => setSearching(true)}>
            {m.search.open}
          </Button>
        </div>
      )}
      <Rows {...shown} />
    </Page>
  )
}

function WardBoard({ code, ...shown }: Shown & { code: string }) {
  const m = useBoards()
  useStore(language)
  const ward = useLoad(() => api.ward(code), [code])
  const title = ward.data ? wardName(ward.data, true) : m.title
  const back = `/boards${search(elsewhere(shown.view, false))}`
  return (
    <Page
      title={title}
      lead={ward.data && <WardLead name={shown.choices.campaign?.name} />}
      back={{ href: back, label: m.back }}
      wide
    >
      {ward.error !== undefined && <LoadError error={ward.error} retry={ward.reload} />}
      {ward.loading && !ward.data && <Skeleton lines={0} cards={4} />}
      {ward.data && (
        <>
          <Board {...shown} />
          <Rows {...shown} />
        </>
      )}
    </Page>
  )
}

/** Which campaign it is of, so that a past one is not taken for the one that runs. */
function WardLead({ name }: { name: string | undefined }) {
  const m = useBoards()
  return (
    <>
      {name && (
        <>
          {name}
          <br />
        </>
      )}
      {m.wardLead}
    </>
  )
}

function ScopeLink({ href, on, label }: { href: string; on: boolean; label: string }) {
  return (
    <a class={`tabs-choice boards-scope${on ? ' tabs-on' : ''}`} href={href} aria-current={on ? 'page' : undefined}>
      {label}
    </a>
  )
}

/** What can be chosen, above the rows. */
function Board({ scope, view, choices, children }: Shown & { children?: ComponentChildren }) {
  const m = useBoards()
  const { path, route } = useLocation()
  const { campaign } = choices
  const campaigns = offered(choices.campaigns, scope.of === 'ward' ? scope.code : undefined, campaign?.id)
  return (
    <div class="boards-choices">
      {campaigns.length > 1 && (
        <Choice
          label={m.campaign}
          value={campaign && !campaign.main ? campaign.id : ''}
          choices={campaigns.map((one) => ({ value: one.main ? '' : one.id, label: one.name }))}
          onChange={(id) => route(path + search(viewOf({ campaign: id })), true)}
        />
      )}
      {children}
      <Chooser
        view={view}
        choices={choices}
        villages={scope.of !== 'wards'}
        onChange={(change) => route(path + search(changed(view, change)), true)}
      />
    </div>
  )
}

function Rows({ scope, view, choices }: Shown) {
  const { path, route } = useLocation()
  const pressed = useRef(false)
  return (
    <>
      <Ranking
        key={`${boardName(scope)}${search(view)}`}
        scope={scope}
        view={view}
        choices={choices}
        pressed={pressed}
        onChange={(change) => {
          pressed.current = true
          route(path + search(changed(view, change)), true)
        }}
      />
      <How view={view} board={boardName(scope)} />
    </>
  )
}
