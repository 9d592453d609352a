import type { States } from './states.vi'

export const en: States = {
  error: {
    offline: { what: 'There is no network.', act: 'Try again when the phone has a signal or Wi-Fi.' },
    timeout: { what: 'The network is too slow just now.', act: 'Try again in a moment.' },
    unauthorized: { what: 'Your sign-in has ended.', act: 'Sign in again to go on.' },
    badLogin: { what: 'The phone number or secret is not right.', act: 'Check them and try again.' },
    forbidden: {
      what: 'This account cannot see this part.',
      act: 'If you need it, ask your commune or ward officer.',
    },
    notFound: { what: 'Not found.', act: 'It may have been changed or removed.' },
    conflict: { what: 'What is on this phone differs from what was stored.', act: 'Reload the page and try again.' },
    pinTaken: { what: 'Someone who shares this phone number already uses this PIN.', act: 'Choose six other digits.' },
    invalid: { what: 'Something is not filled in correctly.', act: 'Look at the fields again.' },
    tooMany: { what: 'Too many tries.', act: 'Rest a little, then try again.' },
    busy: { what: 'The server is busy.', act: 'Try again in a few minutes.' },
    server: {
      what: 'The system has a fault; it is not your doing.',
      act: 'Try again in a few minutes. If it stays, tell the person in charge the code below.',
    },
  },
  wait: {
    seconds: (n) => `Try again in ${n} seconds.`,
    minutes: (n) => `Try again in ${n} minutes.`,
  },
}
