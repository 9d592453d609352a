import { Button } from '../../components/Button/Button'
import { StepHeading } from '../../learn/account/StepHeading'
import { usePeople } from './messages'

/** Before the phone changes hands: the PIN is the resident's own. */
export function PinAsk({ onYes, onNo }: { onYes: () => void; onNo: () => void }) {
  const { enrol: m } = usePeople()
  return (
    <>
      <div class="stack stack-tight">
        <StepHeading>{m.pinAsk}</StepHeading>
        <p>{m.pinAskText}</p>
      </div>
      <div class="stack">
        <Button look="main" icon="key-round" onClick={onYes}>
          {m.pinYes}
        </Button>
        <Button icon="id-card" onClick={onNo}>
          {m.pinNo}
        </Button>
      </div>
    </>
  )
}
