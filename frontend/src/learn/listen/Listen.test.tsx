import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { useRef } from 'preact/hooks'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Listen, type ListenProps } from './Listen'

interface Spoken {
  text: string
  lang: string
  rate: number
  onend?: () => void
  onstart?: () => void
}

/** A voice that says when it is told to. */
class Voice extends EventTarget {
  voices: { lang: string; localService: boolean }[] = [{ lang: 'vi_VN', localService: true }]
  said: Spoken[] = []
  current: Spoken | null = null
  pending = false
  get speaking() {
    return this.current !== null
  }
  getVoices() {
    return this.voices
  }
  speak(one: Spoken) {
    this.said.push(one)
    this.current = one
    one.onstart?.()
  }
  cancel() {
    this.current = null
  }
  /** The end of what is being said. */
  finish() {
    const one = this.current
    this.current = null
    act(() => one?.onend?.())
  }
  get words() {
    return this.said.map((one) => one.text)
  }
}

let voice: Voice
/** Each test in an hour of its own, so that none hears the end of the one before. */
let hour = 0
const played: { src: string; rate: number }[] = []

beforeEach(() => {
  hour += 1
  vi.useFakeTimers({ now: Date.now() + hour * 3_600_000 })
  localStorage.clear()
  voice = new Voice()
  vi.stubGlobal('speechSynthesis', voice)
  vi.stubGlobal(
    'SpeechSynthesisUtterance',
    class {
      constructor(public text: string) {}
    },
  )
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(function (this: HTMLMediaElement) {
    played.push({ src: this.src, rate: this.playbackRate })
    return Promise.resolve()
  })
  vi.spyOn(HTMLMediaElement.prototype, 'pause').mockImplementation(() => {})
})

afterEach(() => {
  cleanup()
  wait(200)
  played.length = 0
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

interface StepProps extends Partial<ListenProps> {
  feedback?: string
}

function Step({ feedback, ...props }: StepProps) {
  const root = useRef<HTMLDivElement>(null)
  const index = props.index ?? 0
  return (
    <div ref={root} lang="vi">
      <h1 data-say="text">Bước {index + 1}</h1>
      <Listen root={root} at={`step ${index}`} language="vi" index={index} {...props} />
      <div class="prose">
        <p>Một đoạn.</p>
      </div>
      {feedback && <p data-say="feedback">{feedback}</p>}
    </div>
  )
}

const button = (name: string) => screen.queryByRole('button', { name })
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))
const wait = (ms: number) =>
  act(() => {
    vi.advanceTimersByTime(ms)
  })
const settle = () =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(200)
  })
const marked = () => [...document.querySelectorAll('[data-now]')].map((one) => one.textContent)

describe('the button', () => {
  test('is not there without a voice of the language', () => {
    voice.voices = [{ lang: 'en-US', localService: true }]
    render(<Step />)
    expect(button('Nghe')).toBeNull()
  })

  test('is not there where the browser cannot speak, as inside other apps', () => {
    vi.stubGlobal('speechSynthesis', undefined)
    render(<Step />)
    expect(button('Nghe')).toBeNull()
  })

  test('comes when the phone learns of its voices late, even if it does not say so', () => {
    voice.voices = []
    render(<Step />)
    expect(button('Nghe')).toBeNull()
    voice.voices = [{ lang: 'vi-VN', localService: true }]
    wait(2000)
    expect(button('Nghe')).not.toBeNull()
  })

  test('is there for a recording in a language that no phone speaks', () => {
    voice.voices = []
    render(<Step language="rad" audio="/api/v1/recordings/a.mp3" />)
    expect(button('Nghe')).not.toBeNull()
  })
})

describe('reading', () => {
  test('says the heading and each paragraph, marks what is said, and unmarks it at the end', () => {
    render(<Step />)
    press('Nghe')
    expect(voice.said[0]).toMatchObject({ text: 'Bước 1', lang: 'vi-VN', rate: 0.9 })
    expect(marked()).toEqual(['Bước 1'])
    voice.finish()
    expect(voice.words).toEqual(['Bước 1', 'Một đoạn.'])
    expect(marked()).toEqual(['Một đoạn.'])
    voice.finish()
    expect(marked()).toEqual([])
    expect(button('Nghe')).not.toBeNull()
  })

  test('goes on to the next step, and reads it', () => {
    const onEnd = vi.fn()
    const { rerender } = render(<Step onEnd={onEnd} />)
    press('Nghe')
    voice.finish()
    expect(onEnd).not.toHaveBeenCalled()
    voice.finish()
    expect(onEnd).toHaveBeenCalledOnce()
    rerender(<Step index={1} onEnd={onEnd} />)
    expect(voice.words.at(-1)).toBe('Bước 2')
    expect(button('Dừng')).not.toBeNull()
  })

  test('is silent on the next step where nobody asked to listen', () => {
    const { rerender } = render(<Step />)
    rerender(<Step index={1} />)
    expect(voice.said).toEqual([])
  })

  test('stops when the person stops it, and stays silent', () => {
    const { rerender } = render(<Step />)
    press('Nghe')
    press('Dừng')
    expect(voice.speaking).toBe(false)
    expect(marked()).toEqual([])
    rerender(<Step index={1} />)
    expect(voice.said).toHaveLength(1)
  })

  test('stops when the person goes back', () => {
    const { rerender } = render(<Step index={1} />)
    press('Nghe')
    rerender(<Step index={0} />)
    expect(voice.speaking).toBe(false)
    expect(button('Nghe')).not.toBeNull()
  })

  test('stops when the page is left or hidden', () => {
    const { unmount } = render(<Step />)
    press('Nghe')
    vi.spyOn(document, 'hidden', 'get').mockReturnValue(true)
    act(() => void document.dispatchEvent(new Event('visibilitychange')))
    expect(voice.speaking).toBe(false)
    vi.restoreAllMocks()
    press('Nghe')
    wait(200)
    expect(voice.speaking).toBe(true)
    unmount()
    wait(200)
    expect(voice.speaking).toBe(false)
  })

  test('says an interrupted sentence anew at another speed, and remembers the speed', () => {
    const { unmount } = render(<Step />)
    press('Nghe')
    fireEvent.click(screen.getByRole('radio', { name: 'Chậm' }))
    wait(200)
    expect(voice.said.map((one) => [one.text, one.rate])).toEqual([
      ['Bước 1', 0.9],
      ['Bước 1', 0.7],
    ])
    unmount()
    wait(200)
    render(<Step />)
    press('Nghe')
    wait(200)
    expect(voice.said.at(-1)?.rate).toBe(0.7)
  })

  test('keeps the screen awake until it ends', async () => {
    const release = vi.fn()
    const request = vi.fn(async () => ({ release }))
    vi.stubGlobal('navigator', { ...navigator, wakeLock: { request } })
    render(<Step />)
    press('Nghe')
    expect(request).toHaveBeenCalledOnce()
    voice.finish()
    await settle()
    expect(release).not.toHaveBeenCalled()
    voice.finish()
    await settle()
    expect(release).toHaveBeenCalledOnce()
  })

  test('goes on when the phone forgets to tell that a sentence has ended', () => {
    render(<Step />)
    press('Nghe')
    voice.current = null
    wait(5000)
    expect(voice.words).toEqual(['Bước 1', 'Một đoạn.'])
  })

  test('says so when the phone does not get a word out', () => {
    render(<Step />)
    voice.speak = () => {}
    press('Nghe')
    wait(5000)
    expect(screen.getByRole('status').textContent).toBe('Máy chưa đọc được. Lát nữa thử lại nhé.')
    expect(button('Nghe')).not.toBeNull()
  })
})

test('a voice that is busy and never begins is given up', () => {
  render(<Step />)
  voice.speak = (one) => {
    voice.current = one
  }
  press('Nghe')
  wait(10_000)
  expect(button('Dừng')).not.toBeNull()
  wait(15_000)
  expect(screen.getByRole('status').textContent).toContain('chưa đọc được')
})

describe('what is said about an answer', () => {
  test('is read as soon as it appears to who listens', async () => {
    const { rerender } = render(<Step />)
    press('Nghe')
    voice.finish()
    voice.finish()
    rerender(<Step answered feedback="Đúng rồi!" />)
    await settle()
    wait(200)
    expect(voice.words.at(-1)).toBe('Đúng rồi!')
  })

  test('is not read to who does not', async () => {
    const { rerender } = render(<Step />)
    rerender(<Step answered feedback="Đúng rồi!" />)
    await settle()
    expect(voice.said).toEqual([])
  })

  test('is what the button reads once there is an answer', () => {
    render(<Step answered feedback="Đúng rồi!" />)
    press('Nghe')
    expect(voice.words).toEqual(['Đúng rồi!'])
  })
})

describe('a recording', () => {
  const audio = '/api/v1/recordings/a.mp3'

  test('is played instead of the voice, and marks the whole text', () => {
    render(<Step audio={audio} />)
    press('Nghe')
    expect(played).toEqual([{ src: expect.stringContaining(audio), rate: 1 }])
    expect(voice.said).toEqual([])
    expect(marked()).toEqual(['Một đoạn.'])
  })

  test('that cannot be had gives way to the voice', async () => {
    vi.mocked(HTMLMediaElement.prototype.play).mockRejectedValue(new Error('no network'))
    render(<Step audio={audio} />)
    press('Nghe')
    await settle()
    expect(voice.words).toEqual(['Bước 1'])
  })

  test('that cannot be had, without a voice, is said to fail', async () => {
    voice.voices = []
    vi.mocked(HTMLMediaElement.prototype.play).mockRejectedValue(new Error('no network'))
    render(<Step audio={audio} />)
    press('Nghe')
    await settle()
    expect(screen.getByRole('status').textContent).toContain('chưa đọc được')
  })
})
