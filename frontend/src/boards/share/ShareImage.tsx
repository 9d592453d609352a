import { useState } from 'preact/hooks'
import { address } from '../../api/client'
import { Button } from '../../components/Button/Button'
import { useBoards } from '../messages'
import { boardQuery, type View } from '../parts/view'
import { drawPng, hand } from './picture'

type State = 'ready' | 'busy' | 'failed' | 'saved'

interface ShareImageProps {
  village: string
  view: View
  /** The time of the figures: a picture of older ones is not sent again. */
  asOf: string
}

/** Makes a picture of how a village stands, to be sent to neighbours: a phone's own share list, or a download. */
export function ShareImage({ village, view, asOf }: ShareImageProps) {
  const { share: m } = useBoards()
  const [state, setState] = useState<State>('ready')
  const [made, setMade] = useState<{ file: File; asOf: string } | null>(null)

  async function press() {
    setState('busy')
    try {
      const file =
        (made?.asOf === asOf ? made.file : undefined) ??
        (await drawPng(address(`/boards/villages/${village}/share.svg`, boardQuery(view)), `${m.file}-${village}.png`))
      // Drawing may have taken longer than a browser remembers the tap; the picture is then there for the next one.
      setMade({ file, asOf })
      const given = await hand(file, m.title)
      if (given === 'shared') setMade(null)
      setState(given === 'saved' ? 'saved' : 'ready')
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
