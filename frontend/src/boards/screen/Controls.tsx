import { Button, ButtonLink } from '../../components/Button/Button'
import { useScreen } from './messages'

interface ControlsProps {
  paused: boolean
  onPause: (paused: boolean) => void
  onGo: (by: number) => void
}

/** For a hand at the screen: seen while the pointer moves or one of them has the focus. */
export function Controls({ paused, onPause, onGo }: ControlsProps) {
  const m = useScreen()
  const full = () => {
    if (document.fullscreenElement) void document.exitFullscreen()
    else void document.documentElement.requestFullscreen?.().catch(() => undefined)
  }
  return (
    <nav class="screen-controls" aria-label={m.controls} title={m.keys}>
      <Button fit icon="arrow-left" onClick={() => onGo(-1)}>
        {m.previous}
      </Button>
      <Button fit onClick={() => onPause(!paused)}>
        {paused ? m.go : m.pause}
      </Button>
      <Button fit iconEnd="arrow-right" onClick={() => onGo(1)}>
        {m.next}
      </Button>
      <Button fit onClick={full}>
        {m.full}
      </Button>
      <ButtonLink fit icon="x" href="/boards">
        {m.leave}
      </ButtonLink>
    </nav>
  )
}
