import { pieces, type Segment } from './segments'
import { rates, type Speed } from './speed'
import { spokenAs, synthesis, voiceFor } from './voices'

/** Something that is being read aloud. */
export interface Reading {
  stop(): void
  pace(speed: Speed): void
}

export interface Hearing {
  /** This is read now. */
  at(element: HTMLElement): void
  /** All of it has been read. */
  end(): void
  /** The phone could not. */
  fail(): void
}

/** After one that was cut short the next utterance needs a moment, or Android swallows it. */
const breath = 80
let cutShort = 0

function hush(speech: SpeechSynthesis) {
  if (!speech.speaking && !speech.pending) return
  speech.cancel()
  cutShort = Date.now()
}

/** How often the voice is looked after, in ms; after how many looks it is taken for dead: idle, or busy without a sound. */
const watch = 1000
const patience = { idle: 4, busy: 20 }

/** Reads with the phone's own voice. What it has no voice for is left out. */
export function speak(segments: readonly Segment[], speed: Speed, hearing: Hearing): Reading {
  const speech = synthesis() as SpeechSynthesis
  const queue = segments
    .filter((one) => voiceFor(one.language))
    .flatMap((one) => pieces(one.text).map((text) => ({ ...one, text })))
  let place = 0
  let heard = false
  let silence = 0
  // Held here, since Chrome forgets an utterance that nobody holds, and its end is then never told.
  let current: SpeechSynthesisUtterance | null = null

  // Neither end nor fault is told when the phone puts its voice away, or names one that it does not have.
  const timer = setInterval(() => {
    const busy = speech.speaking || speech.pending
    silence = busy && heard ? 0 : silence + 1
    if (silence < (busy ? patience.busy : patience.idle)) return
    if (heard) next()
    else finish(hearing.fail)
  }, watch)

  function finish(tell: () => void) {
    stop()
    tell()
  }

  function stop() {
    current = null
    clearInterval(timer)
    hush(speech)
  }

  function next() {
    place += 1
    say()
  }

  function say() {
    const piece = queue[place]
    if (!piece) return finish(hearing.end)
    silence = 0
    hearing.at(piece.element)
    const utterance = new SpeechSynthesisUtterance(piece.text)
    utterance.lang = spokenAs(piece.language)
    utterance.voice = voiceFor(piece.language) ?? null
    utterance.rate = rates.voice[speed]
    utterance.onstart = () => {
      heard = true
    }
    utterance.onend = () => {
      heard = true
      if (current === utterance) next()
    }
    utterance.onerror = () => current === utterance && finish(hearing.fail)
    current = utterance
    const go = () => current === utterance && speech.speak(utterance)
    hush(speech)
    // Safari speaks only if the first time comes straight from the finger.
    if (Date.now() - cutShort < breath) setTimeout(go, breath)
    else go()
  }

  say()
  return {
    stop,
    pace(wanted) {
      speed = wanted
      // From the beginning of the sentence: a voice cannot change its pace while it speaks.
      if (current) say()
    },
  }
}

/** Plays a recording; `audio` is one element for all, since Safari lets only that one play which the finger has started. */
export function play(audio: HTMLAudioElement, address: string, speed: Speed, hearing: Omit<Hearing, 'at'>): Reading {
  const pace = (wanted: Speed) => {
    audio.defaultPlaybackRate = rates.recording[wanted]
    audio.playbackRate = rates.recording[wanted]
  }
  function stop() {
    audio.onended = null
    audio.onerror = null
    audio.pause()
  }
  function finish(tell: () => void) {
    stop()
    tell()
  }
  const fail = () => finish(hearing.fail)
  audio.src = address
  pace(speed)
  audio.onended = () => finish(hearing.end)
  audio.onerror = fail
  // A pause while it is still loading rejects as well, but then nobody listens any more.
  audio.play().catch(() => audio.onerror === fail && fail())
  return { stop, pace }
}
