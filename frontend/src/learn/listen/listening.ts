import { type Hearing, play, type Reading, speak } from './reading'
import { type Part, segments } from './segments'
import type { Speed } from './speed'
import { voiceFor } from './voices'
import { stayAwake } from './wake'

/** What stands on the screen. */
export interface Shown {
  /** Its place among its kind, so that going back is known. */
  index: number
  audio?: string | undefined
  /** The question has been answered: then what is said about the answer is worth hearing. */
  answered?: boolean
  /** When all of it has been read. */
  onEnd?: (() => void) | undefined
}

export interface Listening {
  reading: boolean
  failed: boolean
}

export type Listener = ReturnType<typeof createListener>

/**
 * Reads one screen after another for as long as the person wants to listen. Once begun it goes on by itself on the next
 * screen and when an answer has been commented on; going back, leaving and "stop" end it.
 */
export function createListener(root: () => HTMLElement | null, tell: (state: Listening) => void) {
  const audio = document.createElement('audio')
  let on = false
  let speed: Speed = 'medium'
  let key: string | undefined
  let shown: Shown = { index: 0 }
  let reading: Reading | null = null
  let marked: readonly Element[] = []
  /** What was last said about an answer. */
  let comment = ''

  function say(state: Partial<Listening> = {}) {
    stayAwake(reading !== null)
    tell({ reading: reading !== null, failed: false, ...state })
  }

  function mark(elements: readonly Element[]) {
    for (const one of marked) one.removeAttribute('data-now')
    for (const one of elements) one.setAttribute('data-now', '')
    marked = elements
  }

  function halt() {
    reading?.stop()
    reading = null
    mark([])
  }

  function begin(part: Part, withAudio = true) {
    halt()
    const page = root()
    if (!page) return say()
    const found = segments(page, part)
    const hearing: Hearing = {
      at(element) {
        mark([element])
        element.scrollIntoView({ block: 'nearest', behavior: calm() ? 'auto' : 'smooth' })
      },
      end() {
        halt()
        if (part === 'text' && shown.onEnd) shown.onEnd()
        else say()
      },
      fail() {
        halt()
        on = false
        say({ failed: true })
      },
    }
    if (part === 'text' && shown.audio && withAudio) {
      // Nobody knows how far a recording is, so all that it reads is marked.
      const prose = page.querySelector('.prose')
      mark(prose ? [prose] : found.map((one) => one.element))
      const fail = () => (found.some((one) => voiceFor(one.language)) ? begin(part, false) : hearing.fail())
      reading = play(audio, shown.audio, speed, { ...hearing, fail })
    } else if (found.some((one) => voiceFor(one.language))) {
      reading = speak(found, speed, hearing)
    }
    say()
  }

  const commentNow = () => {
    const page = root()
    return page
      ? segments(page, 'feedback')
          .map((one) => one.text)
          .join(' ')
      : ''
  }

  function stop() {
    on = false
    halt()
    say()
  }

  return {
    listen() {
      on = true
      comment = commentNow()
      begin(shown.answered ? 'feedback' : 'text')
    },
    stop,
    pace(wanted: Speed) {
      speed = wanted
      reading?.pace(wanted)
    },
    /** The page shows something; `at` tells one screen from another. */
    show(at: string, what: Shown) {
      const forward = what.index > shown.index
      const other = key !== undefined && key !== at
      key = at
      shown = what
      if (!other) return
      comment = commentNow()
      if (on && forward) begin(what.answered ? 'feedback' : 'text')
      else stop()
    },
    /** Something on the screen has changed, perhaps what is said about an answer. */
    changed() {
      const now = commentNow()
      if (now === comment) return
      comment = now
      if (on && now) begin('feedback')
    },
  }
}

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches
