import { Button } from '../../components/Button/Button'
import { number } from '../../i18n/format'
import { useRoom } from './messages'
import type { Shown } from './shown'
import { Table, type TableProps } from './Table'

/** How many lines a long list begins with. */
const first = 25

/** A table of places whose later lines are shown when somebody asks for them; on a phone each is a card. */
export function LongTable<Row>({ shown: { state, go }, rows, ...rest }: TableProps<Row> & { shown: Shown }) {
  const { all } = useRoom()
  const cut = !state.all && rows.length > first + 5
  return (
    <>
      <Table {...rest} rows={cut ? rows.slice(0, first) : rows} />
      {cut && (
        <div class="room-all">
          <Button icon="chevron-down" onClick={() => go({ all: true })}>
            {all(number(rows.length))}
          </Button>
        </div>
      )}
    </>
  )
}
