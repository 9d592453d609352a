import type { Ref } from 'preact'
import type { ListedAccount } from '../../api/schema'
import { Field } from '../../components/Field/Field'
import { number } from '../../i18n/format'
import { Select } from '../../manage/desk/Select'
import { useCoordinate } from '../messages'
import { usePeople } from './messages'
import { countOf, type Order, orders, type RosterView, type Show, shows } from './roster'

interface RosterChoiceProps {
  accounts: readonly ListedAccount[]
  view: RosterView
  onChange: (view: RosterView) => void
  searchRef: Ref<HTMLInputElement>
}

/** Whom a roster shows, and in which order. A choice that would show nobody is left out unless it is made. */
export function RosterChoice({ accounts, view, onChange, searchRef }: RosterChoiceProps) {
  const m = usePeople()
  const { status } = useCoordinate()
  const word = (show: Show) =>
    show in m.shows ? m.shows[show as keyof typeof m.shows] : status[show as keyof typeof status]
  const choices = shows
    .map((show) => ({ value: show, count: countOf(accounts, show) }))
    .filter((one) => one.count > 0 || one.value === view.show)
    .map(({ value, count }) => ({ value, label: m.choice(word(value), number(count)) }))
  const set = (change: Partial<RosterView>) => onChange({ ...view, page: 0, ...change })
  return (
    <>
      <Field
        type="search"
        label={m.find}
        value={view.text}
        onInput={(text) => set({ text })}
        maxLength={80}
        autoComplete="off"
        inputRef={searchRef}
      />
      <div class="people-choice">
        <Select label={m.show} value={view.show} choices={choices} onChange={(show) => set({ show: show as Show })} />
        <Select
          label={m.order}
          value={view.order}
          choices={orders.map((order) => ({ value: order, label: m.orders[order] }))}
          onChange={(order) => set({ order: order as Order })}
        />
      </div>
    </>
  )
}
