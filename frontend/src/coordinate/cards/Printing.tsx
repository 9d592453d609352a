import { useState } from 'preact/hooks'
import type { Card, Village, Ward } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { Notice } from '../../components/Notice/Notice'
import { usePrinted } from '../../components/Printed/usePrinted'
import { useCore } from '../../i18n/core'
import { number } from '../../i18n/format'
import { usePeople } from '../people/messages'
import { PaperCard } from './PaperCard'
import { sheets } from './sheets'

interface PrintingProps {
  cards: readonly Card[]
  village: Village
  ward: Ward
  onDone: () => void
}

/** The cards as they will be on paper. Leaving loses them, so that is asked about. */
export function Printing({ cards, village, ward, onDone }: PrintingProps) {
  const { cards: m } = usePeople()
  const { action } = useCore()
  const [asking, setAsking] = useState(false)
  usePrinted()
  const pages = sheets(cards)
  return (
    <>
      <div class="stack stack-tight print-not">
        <Notice kind="warn" title={m.readyText}>
          <p>{m.readyHow}</p>
        </Notice>
        <Button look="main" icon="printer" onClick={() => print()}>
          {m.print}
        </Button>
        {asking ? (
          <Notice
            kind="warn"
            icon="triangle-alert"
            title={m.doneSure}
            live
            action={
              <div class="button-row">
                <Button onClick={() => setAsking(false)}>{action.cancel}</Button>
                <Button onClick={onDone}>{m.doneGo}</Button>
              </div>
            }
          />
        ) : (
          <Button look="quiet" onClick={() => setAsking(true)}>
            {m.done}
          </Button>
        )}
      </div>
      {pages.map((page, at) => (
        <section key={page[0]?.resident} class="sheet" aria-label={m.sheet(number(at + 1), number(pages.length))}>
          {page.map((card) => (
            <PaperCard key={card.resident} card={card} village={village} ward={ward} />
          ))}
        </section>
      ))}
    </>
  )
}
