import type { Boards } from './messages.vi'

export const en: Boards = {
  title: 'Leaderboard',
  lead: 'Where many people learn together.',
  wardLead: 'The villages and neighbourhoods here, ranked.',
  back: 'Leaderboard of the whole province',
  scope: {
    label: 'What is ranked',
    wards: 'Communes and wards',
    villages: 'Villages and neighbourhoods',
  },
  measure: {
    label: 'Ranked by',
    rate: 'Participation rate',
    points: 'Points',
  },
  search: {
    label: 'Find a commune or ward',
    hint: 'New or former name, with or without accents.',
    found: (n) => (n === '1' ? '1 place found' : `${n} places found`),
    none: 'No commune or ward has such a name. Try fewer letters.',
    former: (name) => `formerly ${name}`,
  },
  mine: {
    find: 'Find where I live',
    findCharge: 'Find my area',
    home: 'Where you live',
    charge: 'In your charge',
    found: 'Just found',
    absent: 'This place is not on the board yet',
    absentText: 'A place without an approved roll of adults is not ranked by rate.',
    whole: 'See the whole board',
    top: 'Back to the top',
  },
  row: {
    rank: 'Rank',
    tie: 'shared',
    unranked: 'Not ranked yet',
    of: (done, roll) => `${done} of ${roll} people`,
    done: (done) => (done === '1' ? '1 person passed a lesson' : `${done} people passed at least one lesson`),
    none: 'Nobody has passed a lesson yet',
  },
  asOf: (time) => `Figures as of ${time}`,
  asOfDay: (time, day) => `Figures as of ${time}, ${day}`,
  total: (n) => (n === '1' ? '1 place' : `${n} places`),
  stale: {
    title: 'This is the last board known',
    text: 'A new one is being made. Everything that is learnt is still recorded.',
  },
  late: 'New figures could not be fetched. The board will update when there is a network.',
  busy: {
    title: 'The leaderboard is being made again',
    text: 'Everything that is learnt is still recorded. This page shows the board as soon as it is back, usually within minutes.',
  },
  nobody: {
    title: 'Nobody has started yet',
    text: 'Once somebody passes the first lesson, their commune, ward and village will stand here.',
    start: 'Start learning',
  },
  empty: {
    title: 'There is nothing to rank yet',
    text: 'Villages and neighbourhoods are ranked once their commune or ward has approved the roll of adults.',
    points: 'See the points',
  },
  how: {
    title: 'How are places ranked?',
    rate: 'The participation rate is the people who passed at least one lesson, divided by the adults on the approved roll.',
    points: 'Points are the right answers in the best attempt at each lesson.',
    ties: 'Equal places share a rank, and only figures of whole places stand here, never the names of learners.',
  },
}
