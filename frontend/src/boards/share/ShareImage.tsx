import { useState } from 'preact/hooks'
import { address } from '../../api/client'
import { Button } from '../../components/Button/Button'
import { useBoards } from '../messages'
import { boardQuery, type View } from '../parts/view'
import { drawPng, hand } from './picture'

type State = 'ready' | 'busy' | 'failed' | 'saved'

/** Makes a picture of how a village stands, to be sent to neighbours: a phone's own share list, or a download. */
export function ShareImage({ village, view }: { village: string; view: View }) {
  const { share: m } = useBoards()
  const [state, setState] = useState<State>('ready')
  const [made, setMade] = useState<File | null>(null)

  async function press() {
    setState('busy')
    try {
      const file =
        made ??
        (await drawPng(address(`/boards/villages/${village}/share.svg`, boardQuery(view)), `${m.file}-${village}.png`))
      // Drawing may have taken longer than a browser remembers the tap; the picture is then there for the next one.
      setMade(file)
      setState((await hand(file, m.title)) === 'saved' ? 'saved' : 'ready')
    } catch {
      setState('failed')
    }
  }

  return (
    <div class="share stack stack-tight">
      <Button icon="image" busy={state === 'busy'} onClick={() => void press()}>
        {m.button}
      </Button>
      <p class="small" role="status">
        {state === 'failed' ? m.failed : state === 'saved' ? m.saved : ''}
      </p>
    </div>
  )
}
