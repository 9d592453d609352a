import type { Coordinate } from './messages.vi'

export const en: Coordinate = {
  work: {
    title: 'In your charge',
    evening: 'Session',
    open: 'The session that goes on',
    of: (what, village) => `${what}, ${village}`,
  },
  own: 'My village',
  ownText: 'Choose which one to see.',
  noOwn: 'No village is in your charge yet',
  noOwnText: 'Ask your commune or ward officer.',
  loading: 'How learning goes in the village',
  lead: (ward) => `How learning goes, ${ward}`,
  back: 'Commune or ward',
  sections: 'Help people to get in',
  evening: 'Session',
  visits: 'Whom to visit',
  people: 'People and cards',
  join: 'Join codes',
  team: {
    title: 'What the team did',
    waiting: (n) => (n === '1' ? '1 person to visit.' : `${n} people to visit.`),
    nobody: 'Nobody to visit today.',
    toNext: (people, place) =>
      people === '1'
        ? `1 more person who passes a lesson lifts this place to rank ${place}.`
        : `${people} more people who pass a lesson lift this place to rank ${place}.`,
    noSession: 'No session yet.',
    all: 'All sessions',
  },
  board: 'See the leaderboard',
  residents: 'People on the list',
  filter: 'Filter by how learning goes',
  filterNote: 'Everybody is in one group only. Those having trouble may have passed other lessons.',
  all: 'All',
  status: {
    not_started: 'Not started',
    stuck: 'Having trouble',
    learning: 'Learning',
    participating: 'Passed at least one lesson',
    completed: 'Completed',
  },
  passed: (n, all) => `Passed ${n} of ${all} lessons`,
  passedNone: 'No lesson passed yet',
  stuck: 'Stuck at:',
  last: {
    never: 'Has not taken a quiz',
    today: 'Last learnt today',
    yesterday: 'Last learnt yesterday',
    days: (n) => `Last learnt ${n} days ago`,
    day: (day) => `Last learnt on ${day}`,
  },
  unlisted: (n) =>
    n === '1'
      ? '1 more person is counted but not named, not having agreed to be listed.'
      : `${n} more people are counted but not named, not having agreed to be listed.`,
  unlistedNote: 'Those who have not agreed to be listed are counted but not named.',
  countsOnly: 'Campaign managers see counts only. Names are for the village team and the ward officers.',
  empty: {
    title: 'Nobody has registered yet',
    text: 'Visit people or meet them at the house of culture, open this site on their phone and tap “Start learning”.',
  },
  none: {
    not_started: 'Everybody on the list has taken a quiz.',
    stuck: 'Nobody on the list is having trouble.',
    learning: 'Nobody on the list is at this step.',
    participating: 'Nobody on the list is at this step yet.',
    completed: 'Nobody on the list has completed everything yet.',
    all: 'Nobody has agreed to be listed yet.',
  },
}
