import type { RefObject } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { Button } from '../../components/Button/Button'
import { Tabs } from '../../components/Tabs/Tabs'
import { useLearn } from '../messages'
import { createListener, type Shown } from './listening'
import { keepSpeed, keptSpeed, type Speed } from './speed'
import { useVoice } from './voices'
import './Listen.css'

export interface ListenProps extends Shown {
  /** What the text is written in. */
  language: string
}

interface Props extends ListenProps {
  /** What is read stands in here. */
  root: RefObject<HTMLElement | null>
  /** Changes with the screen. */
  at: string
}

/** Reads a screen aloud. Where the phone has neither a voice nor a recording, there is nothing to press. */
export function Listen({ root, at, language, ...shown }: Props) {
  const { listen: m } = useLearn()
  const voice = useVoice(language)
  const [speed, setSpeed] = useState(keptSpeed)
  const [{ reading, failed }, setState] = useState({ reading: false, failed: false })
  // How fast is a question only for those who listen; it then stays, so that nothing moves when the voice ends.
  const [used, setUsed] = useState(false)
  const listener = useMemo(() => createListener(() => root.current, setState), [root])

  useEffect(() => listener.pace(speed), [listener, speed])
  useEffect(() => listener.show(at, shown))
  useEffect(() => {
    const watcher = new MutationObserver(listener.changed)
    if (root.current) watcher.observe(root.current, { childList: true, subtree: true, characterData: true })
    // Nobody wants a phone that goes on talking in the pocket.
    const hide = () => document.hidden && listener.stop()
    document.addEventListener('visibilitychange', hide)
    addEventListener('pagehide', listener.stop)
    return () => {
      watcher.disconnect()
      document.removeEventListener('visibilitychange', hide)
      removeEventListener('pagehide', listener.stop)
      listener.stop()
    }
  }, [listener, root])

  function choose(next: Speed) {
    setSpeed(next)
    keepSpeed(next)
  }

  function press() {
    setUsed(true)
    if (reading) listener.stop()
    else listener.listen()
  }

  if (!voice && !shown.audio) return null
  return (
    <>
      <div class={`listen${reading ? ' listen-on' : ''}`}>
        <Button icon={reading ? 'square' : 'volume-2'} onClick={press}>
          {reading ? m.stop : m.listen}
        </Button>
        <p class="listen-failed" role="status">
          {failed && m.failed}
        </p>
      </div>
      {used && (
        <div class="listen-speed">
          <Tabs
            label={m.speed}
            value={speed}
            choices={[
              { value: 'slow', label: m.slow },
              { value: 'medium', label: m.medium },
              { value: 'fast', label: m.fast },
            ]}
            onChange={choose}
          />
        </div>
      )}
    </>
  )
}
