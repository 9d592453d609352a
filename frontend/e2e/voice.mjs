/**
 * Gives every page of a context a Vietnamese voice, since the browser of the tests has none. It says nothing and comes to
 * no end, so that the page can be looked at while it is read.
 * @param {import('playwright-core').BrowserContext} context
 */
export const giveVoice = (context) =>
  context.addInitScript(() => {
    const voice = { lang: 'vi-VN', name: 'vi', localService: true }
    const speech = {
      speaking: false,
      pending: false,
      getVoices: () => [voice],
      addEventListener() {},
      removeEventListener() {},
      /** @param {SpeechSynthesisUtterance} utterance */
      speak(utterance) {
        speech.speaking = true
        utterance.onstart?.(/** @type {any} */ ({}))
      },
      cancel() {
        speech.speaking = false
      },
    }
    Object.defineProperty(window, 'speechSynthesis', { value: speech })
    Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: class {} })
  })
