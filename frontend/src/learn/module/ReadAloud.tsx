import { useEffect, useState } from 'preact/hooks'
import type { Language } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { useLearn } from '../messages'

const speech = 'speechSynthesis' in self ? self.speechSynthesis : null

function voiceFor(lang: Language): SpeechSynthesisVoice | undefined {
  return speech?.getVoices().find((voice) => voice.lang.replace('_', '-').startsWith(lang))
}

/** The text of HTML, with a pause where a paragraph or a point of a list ends. */
export function spokenText(html: string): string {
  const page = new DOMParser().parseFromString(html.replace(/<\/(p|li|h2)>/g, '$&\n'), 'text/html')
  return (page.body.textContent ?? '').replace(/\s*\n\s*/g, '\n').trim()
}

/** Reads a step aloud. Where the phone has no voice of the language, as inside Zalo, there is no button. */
export function ReadAloud({ html, lang }: { html: string; lang: Language }) {
  const { module: m } = useLearn()
  const [voice, setVoice] = useState(() => voiceFor(lang))
  const [speaking, setSpeaking] = useState(false)

  useEffect(() => {
    const look = () => setVoice(voiceFor(lang))
    // Chrome on Android learns of its voices only after a while.
    speech?.addEventListener?.('voiceschanged', look)
    return () => {
      speech?.removeEventListener?.('voiceschanged', look)
      speech?.cancel()
    }
  }, [lang])

  if (!speech || !voice) return null

  function toggle() {
    speech?.cancel()
    if (speaking) {
      setSpeaking(false)
      return
    }
    const utterance = new SpeechSynthesisUtterance(spokenText(html))
    utterance.lang = lang === 'vi' ? 'vi-VN' : 'en-GB'
    utterance.rate = 0.9
    utterance.onend = () => setSpeaking(false)
    utterance.onerror = () => setSpeaking(false)
    setSpeaking(true)
    speech?.speak(utterance)
  }

  return (
    <Button look="quiet" fit icon={speaking ? 'x' : 'volume-2'} onClick={toggle}>
      {speaking ? m.stop : m.read}
    </Button>
  )
}
