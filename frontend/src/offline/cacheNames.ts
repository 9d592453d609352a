/** Caches that outlive versions of the app; the service worker and the pages share them. */
export const lessons = 'lessons'
/** Files of pages that are not part of the learner's shell, kept once somebody has opened them. */
export const pages = 'pages'
