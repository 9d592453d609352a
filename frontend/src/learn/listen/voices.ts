import { useEffect, useState } from 'preact/hooks'

/** Browsers inside other apps have no speech at all. */
export const synthesis = (): SpeechSynthesis | undefined =>
  (self as Partial<Window & typeof globalThis>).speechSynthesis

/** The variety of a language that lessons are written in. */
export const spokenAs = (language: string) => (language === 'vi' ? 'vi-VN' : language === 'en' ? 'en-GB' : language)

/** The phone's voice of a language; one that needs no network before one that does. */
export function voiceFor(language: string): SpeechSynthesisVoice | undefined {
  const wanted = spokenAs(language).toLowerCase()
  const name = (voice: SpeechSynthesisVoice) => voice.lang.toLowerCase().replace('_', '-')
  const rank = (voice: SpeechSynthesisVoice) => (voice.localService ? 2 : 0) + (name(voice) === wanted ? 1 : 0)
  return (synthesis()?.getVoices() ?? [])
    .filter((voice) => name(voice).split('-')[0] === language)
    .reduce<SpeechSynthesisVoice | undefined>(
      (best, voice) => (best && rank(best) >= rank(voice) ? best : voice),
      undefined,
    )
}

/** Chrome on Android learns of its voices only after a while, and does not always say so. */
const looks = [300, 1500, 4000]

/** Whether the phone has a voice of a language; changes once the phone has found out. */
export function useVoice(language: string): boolean {
  const [found, setFound] = useState(() => voiceFor(language) !== undefined)
  useEffect(() => {
    const look = () => setFound(voiceFor(language) !== undefined)
    look()
    const timers = looks.map((delay) => setTimeout(look, delay))
    const speech = synthesis()
    speech?.addEventListener?.('voiceschanged', look)
    return () => {
      timers.forEach(clearTimeout)
      speech?.removeEventListener?.('voiceschanged', look)
    }
  }, [language])
  return found
}
