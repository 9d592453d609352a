import type { WardCode, WardProgress } from '../../api/schema'
import { staffApi } from '../../api/staff'
import { useLoad } from '../../app/useLoad'
import { Icon } from '../../components/Icon/Icon'
import type { IconName } from '../../components/Icon/names'
import { number } from '../../i18n/format'
import { dueMoment } from '../desk/moment'
import { inbox } from '../desk/requests'
import { useWardWords } from './messages'
import type { WardWords } from './messages.vi'
import { type Waiting, waitingIn } from './todo'
import './ward.css'

interface TodoProps {
  code: WardCode
  villages: WardProgress['villages']
  /** Requests and teams name people, so they are for the ward's officers alone. */
  officer: boolean
}

/** What an officer has to do, each with the way to where it is done. */
export function Todo({ code, villages, officer }: TodoProps) {
  const m = useWardWords()
  const requests = useLoad(
    async () => (officer ? inbox((await staffApi.requests({ status: 'open' })).items, code) : null),
    [code, officer],
  )
  const staff = useLoad(async () => (officer ? (await staffApi.appointments()).items : null), [code, officer])
  const known = requests.data !== undefined && staff.data !== undefined
  const missing = requests.error !== undefined || staff.error !== undefined
  const lines = linesOf(code, waitingIn(villages, requests.data ?? null, staff.data ?? null, new Date()), m)
  return (
    <section class="stack stack-tight" aria-busy={!known && !missing}>
      <h2>{m.todo.title}</h2>
      {known && lines.length === 0 && (
        <p class="todo-none">
          <Icon name="circle-check" />
          <span>{m.todo.none}</span>
        </p>
      )}
      {missing && <p class="quiet">{m.todo.missing}</p>}
      {lines.length > 0 && (
        <ul class="todo">
          {lines.map((line) => (
            <li key={line.text}>
              <a class={`todo-one${line.late ? ' todo-late' : ''}`} href={line.href}>
                <Icon name={line.late ? 'triangle-alert' : line.icon} />
                <span>
                  <strong>{line.text}</strong>
                  <span class="todo-thin num">{line.thin}</span>
                </span>
                <Icon name="chevron-right" />
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

interface Line {
  icon: IconName
  href: string
  text: string
  thin: string
  late?: boolean
}

function linesOf(code: WardCode, of: Waiting, { todo: m }: WardWords): Line[] {
  const due = of.due && (of.due.late ? m.late(dueMoment(of.due.at)) : m.due(dueMoment(of.due.at)))
  const at = (page: string) => `/ward/${code}/${page}`
  const lines: (Line & { n: number })[] = [
    {
      n: of.requests,
      icon: 'inbox',
      href: at('requests'),
      text: m.requests(number(of.requests)),
      thin: due ?? '',
      late: of.due?.late ?? false,
    },
    { n: of.reviews, icon: 'search', href: at('reviews'), text: m.reviews(number(of.reviews)), thin: m.reviewsText },
    { n: of.rolls, icon: 'check', href: at('rolls'), text: m.rolls(number(of.rolls)), thin: m.rollsText },
    { n: of.noRoll, icon: 'pencil', href: at('rolls'), text: m.noRoll(number(of.noRoll)), thin: m.noRollText },
    { n: of.noTeam, icon: 'users', href: at('staff'), text: m.noTeam(number(of.noTeam)), thin: m.noTeamText },
  ]
  return lines.filter((line) => line.n > 0)
}
