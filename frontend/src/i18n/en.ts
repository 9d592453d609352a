import type { Core } from './vi'

export const en: Core = {
  app: {
    name: 'Học số',
  },
  demo: 'Trial version: all figures are sample data',
  skip: 'Skip to content',
  menu: {
    open: 'Open menu',
    close: 'Close menu',
    label: 'Menu',
    home: 'Home',
    courses: 'Courses',
    boards: 'Leaderboard',
    me: 'My page',
    who: 'Who is learning?',
    login: 'Sign in',
    register: 'Register',
    village: 'My village',
    people: 'People and cards',
    ward: 'My commune or ward',
    requests: 'Requests',
    province: 'Whole province',
    staff: 'Officers',
  },
  language: {
    switchTo: 'Tiếng Việt',
    switchLabel: 'Tiếng Việt: switch to Vietnamese',
  },
  action: {
    retry: 'Try again',
    back: 'Back',
    next: 'Continue',
    save: 'Save',
    cancel: 'Cancel',
    close: 'Close',
    home: 'Go to home page',
    login: 'Sign in',
    more: 'Show more',
  },
  state: {
    loading: 'Loading…',
    offline: 'No network. Your answers are kept on this phone.',
    stale: (time) => `Figures as of ${time}`,
    code: (code) => `Code: ${code}`,
    sample: 'sample',
  },
  unsent: {
    count: (n, work) =>
      n === '1' ? `1 ${work ? 'thing' : 'quiz'} not sent yet` : `${n} ${work ? 'things' : 'quizzes'} not sent yet`,
    parked: (n) => (n === '1' ? '1 thing needs a look' : `${n} things need a look`),
    login: 'Sign in again to send.',
    send: 'Send now',
    sending: 'Sending…',
    look: 'Look',
  },
  update: {
    text: 'A new version is here.',
    button: 'Update',
  },
  broken: {
    title: 'This page did not open',
    text: 'The network is weak, or the app has just been updated. Opening it again helps.',
  },
  home: {
    title: 'Use your phone well and safely',
    text: 'Short lessons for everyone: about ten minutes each, free, and they work without a network.',
    start: 'Start learning',
    login: 'I have an account',
    boards: 'See the leaderboard of communes and wards',
    courses: 'Look at the lessons first',
  },
}
