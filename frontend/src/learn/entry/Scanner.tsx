import { useEffect, useRef, useState } from 'preact/hooks'
import { Button } from '../../components/Button/Button'
import { Icon } from '../../components/Icon/Icon'
import { Notice } from '../../components/Notice/Notice'
import { type CameraFault, cameraFault, closeCamera, openCamera } from './camera'
import { type Scanned, scanned } from './codes'
import { useEntry } from './messages'
import { qrReader, readPhoto, shrunk } from './qr'

interface ScannerProps {
  /** A code of the campaign was read. Says whether the camera goes on to the next one. */
  onFound: (found: Scanned) => boolean
}

/** Between two looks, so that a cheap phone stays cool and can draw the picture meanwhile. */
const pause = 150
/** After a code that others follow: time to lay the next one down. */
const longPause = 1200
const frameSize = 640

/** Reads a QR code with the camera or from a photo. */
export function Scanner({ onFound }: ScannerProps) {
  const { card: m } = useEntry()
  const [on, setOn] = useState(false)
  const [fault, setFault] = useState<CameraFault | null>(null)
  const [told, setTold] = useState('')

  function take(text: string | null): Taken {
    const found = text === null ? null : scanned(text)
    setTold(text === null ? m.nothing : found ? '' : m.otherCode)
    if (!found) return 'look'
    return onFound(found) ? 'next' : 'done'
  }

  async function choose(input: HTMLInputElement) {
    const file = input.files?.[0]
    input.value = ''
    if (!file) return
    setTold(m.reading)
    take(await readPhoto(file, await qrReader()).catch(() => null))
  }

  return (
    <div class="stack">
      {on && (
        <Camera
          onText={take}
          onStop={() => setOn(false)}
          onFault={(why) => {
            setOn(false)
            setFault(why)
          }}
        />
      )}
      {fault && <Fault fault={fault} />}
      <p role="status" class={told ? undefined : 'hidden'}>
        {told}
      </p>
      {on ? (
        <Button onClick={() => setOn(false)}>{m.stop}</Button>
      ) : (
        <Button
          look="main"
          icon="camera"
          onClick={() => {
            setFault(null)
            setTold('')
            setOn(true)
          }}
        >
          {m.camera}
        </Button>
      )}
      <label class="button button-second file-button">
        <Icon name="image" />
        <span>{m.photo}</span>
        <input type="file" accept="image/*" onChange={(event) => void choose(event.currentTarget)} />
      </label>
    </div>
  )
}

function Fault({ fault }: { fault: CameraFault }) {
  const { card: m } = useEntry()
  const words = {
    refused: [m.refused, m.refusedText],
    none: [m.none, m.noneText],
    taken: [m.taken, m.takenText],
  }[fault]
  return (
    <Notice kind="warn" icon="camera" live title={words[0]}>
      <p>{words[1]}</p>
    </Notice>
  )
}

/** Whether a code was what is looked for, and whether another one may come. */
type Taken = 'look' | 'next' | 'done'

interface CameraProps {
  onText: (text: string) => Taken
  onFault: (fault: CameraFault) => void
  /** The page is no longer looked at. */
  onStop: () => void
}

/** The picture of the camera, looked at for as long as it is shown. */
function Camera({ onText, onFault, onStop }: CameraProps) {
  const { card: m } = useEntry()
  const video = useRef<HTMLVideoElement>(null)
  const [running, setRunning] = useState(false)
  // The effect below runs once, and answers to what the page is now.
  const latest = useRef({ onText, onFault, onStop })
  latest.current = { onText, onFault, onStop }

  useEffect(() => {
    let gone = false
    let stream: MediaStream | undefined
    let timer: ReturnType<typeof setTimeout> | undefined

    async function start() {
      const read = await qrReader()
      stream = await openCamera()
      const screen = video.current
      if (gone || !screen) return closeCamera(stream)
      screen.srcObject = stream
      await screen.play()
      setRunning(true)
      const look = async () => {
        const size = shrunk(screen.videoWidth, screen.videoHeight, frameSize)
        const text = await read({ source: screen, ...size }).catch(() => null)
        if (gone) return
        const taken = text === null ? 'look' : latest.current.onText(text)
        if (taken !== 'done') timer = setTimeout(look, taken === 'next' ? longPause : pause)
      }
      await look()
    }

    start().catch((error: unknown) => gone || latest.current.onFault(cameraFault(error)))
    const hide = () => document.hidden && latest.current.onStop()
    document.addEventListener('visibilitychange', hide)
    return () => {
      gone = true
      document.removeEventListener('visibilitychange', hide)
      clearTimeout(timer)
      if (stream) closeCamera(stream)
    }
  }, [])

  return (
    <div class="stack stack-tight">
      <p role="status">{running ? m.aim : m.starting}</p>
      <div class="scan-frame">
        <video ref={video} class="scan-video" playsInline muted aria-label={m.view} />
      </div>
    </div>
  )
}
