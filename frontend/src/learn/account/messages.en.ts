import type { Account } from './messages.vi'

export const en: Account = {
  title: 'My page',
  progress: 'Learnt so far',
  passed: 'lessons passed',
  points: 'right answers',
  tries: 'quizzes taken',
  nothing: 'Nothing taken yet. Try a lesson, it takes about ten minutes.',
  start: 'See the courses',
  best: (best, max) => `${best} of ${max} right`,
  done: 'Passed',
  notYet: 'Not yet',
  unsent: 'Kept on this phone',
  waiting: 'Not sent yet. It is sent once there is a network.',
  parts: {
    details: 'About me',
    secret: 'PIN and learner card',
    password: 'Password',
    children: 'Children of the house',
    devices: 'Signed-in phones',
    certificates: 'Certificates',
    consents: 'What I agreed to',
    data: 'My data',
    requests: 'Requests about my data',
  },
  settings: 'Account',
  signOut: 'Sign out',
  signOutUnsent: (n, work) =>
    work
      ? `Work of sessions with people’s names is not sent yet (${n})`
      : n === '1'
        ? '1 quiz is not sent yet'
        : `${n} quizzes are not sent yet`,
  signOutUnsentText: 'They stay on this phone and can only be sent once you sign in again. Better send them first.',
  signOutNoPhone: 'This account has no phone number',
  signOutNoPhoneText: 'You can come back on this phone under “Who is learning?”, or with a learner card.',
  signOutSent: 'Everything is sent',
  signOutAnyway: 'Sign out anyway',
}
