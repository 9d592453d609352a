import type { Closed } from './closed.vi'

export const en: Closed = {
  lost: {
    title: 'There is no such page',
    text: 'The address may be mistyped, or the page has moved.',
  },
  forbidden: {
    title: 'This page is for those in charge',
    text: 'Your account has not been given this task. If you need it, ask your commune or ward officer.',
  },
  needLogin: {
    title: 'Please sign in',
    text: 'Sign in to see this page.',
  },
}
