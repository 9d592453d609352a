import type { VisitsWords } from './messages.vi'

export const en: VisitsWords = {
  title: 'Whom to visit',
  lead: (village) => `${village}. Write down each visit, so that the whole team knows.`,
  back: 'How learning goes',
  people: (n) => (n === '1' ? '1 person to visit' : `${n} people to visit`),
  toNext: (people, place) =>
    people === '1'
      ? `1 more person who passes a lesson lifts this place to rank ${place}.`
      : `${people} more people who pass a lesson lift this place to rank ${place}.`,
  asOf: (time) => `As of ${time}`,
  offline: 'No network. This is the list as fetched last; what you write down is sent by itself.',
  none: 'Nobody to visit today',
  noneText: 'Whoever needs help was visited lately, or is learning. Look again tomorrow.',
  stuck: (name, module) => `${name} is stuck at ${module}`,
  stuckSome: (name) => `${name} is stuck: several tries, not passed yet`,
  stuckAt: (question) => `Often wrong: “${question}”`,
  oneLeft: (name, module) => `${name} has 1 lesson left: ${module}`,
  oneLeftSome: (name) => `${name} has 1 lesson left`,
  silent: (name, days) => `${name} has not learnt for ${days} days`,
  notStarted: (name) => `${name} has not started`,
  since: { stuck: 'last try', one_left: 'last quiz', silent: 'last learnt', not_started: 'enrolled' },
  on: (word, day) => `${word} on ${day}`,
  last: (outcome, day, by) => `Last time: ${outcome}, ${day}, by ${by}`,
  lastBare: (outcome, day) => `Last time: ${outcome}, ${day}`,
  record: 'Visited, write it down',
  how: (name) => `How was the visit to ${name}?`,
  outcome: {
    helped: 'Helped',
    not_home: 'Not at home',
    later: 'Another time',
    declined: 'Does not want to learn',
    moved: 'Has moved away',
  },
  quiet: {
    helped: 'Comes back in three days.',
    not_home: 'Comes back in three days.',
    later: 'Comes back in seven days.',
    declined: 'Comes back in thirty days.',
    moved: 'Does not come back.',
  },
  done: (name, outcome) => `${name}: ${outcome}`,
  undo: 'Wrong, take it out',
  about: 'Visit',
}
