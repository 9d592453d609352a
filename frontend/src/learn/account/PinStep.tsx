import { useState } from 'preact/hooks'
import { Notice } from '../../components/Notice/Notice'
import { PinPad } from './PinPad'
import { useRegister } from './registerMessages'
import { StepHeading } from './StepHeading'

interface PinStepProps {
  fault: string | undefined
  /** Of the heading: 2 where the page has its own. */
  level?: 1 | 2
  onDone: (pin: string) => void
}

/** Asks for the PIN twice, since nobody sees what they type. */
export function PinStep({ fault, level = 1, onDone }: PinStepProps) {
  const { register: m } = useRegister()
  const [first, setFirst] = useState('')
  const [differs, setDiffers] = useState(false)
  const again = first !== ''
  const told = differs ? m.pinDiffers : again ? undefined : fault

  function second(pin: string) {
    if (pin === first) return onDone(pin)
    setDiffers(true)
    setFirst('')
  }

  return (
    <>
      <div class="stack stack-tight">
        <StepHeading level={level}>{again ? m.pinAgain : m.pin}</StepHeading>
        {!told && <p>{again ? m.pinAgainText : m.pinText}</p>}
      </div>
      {told && <Notice kind="warn" icon="triangle-alert" title={told} live />}
      <PinPad
        key={`${again} ${differs}`}
        label={again ? m.pinAgain : m.pin}
        onDone={(pin) => {
          if (again) return second(pin)
          setDiffers(false)
          setFirst(pin)
        }}
      />
    </>
  )
}
