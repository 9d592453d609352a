import type { WardWords } from './messages.vi'

export const en: WardWords = {
  todo: {
    title: 'What waits for you',
    none: 'Nothing is waiting.',
    missing: 'Requests and teams could not be looked up. Open the page again when there is a network.',
    requests: (n) => (n === '1' ? '1 request of a resident is open' : `${n} requests of residents are open`),
    due: (time) => `The next one is due before ${time}`,
    late: (time) => `One has been overdue since ${time}`,
    reviews: (n) => (n === '1' ? '1 place with results to look at' : `${n} places with results to look at`),
    reviewsText: 'It is not ranked before there is a decision',
    rolls: (n) => (n === '1' ? '1 roll waits for approval' : `${n} rolls wait for approval`),
    rollsText: 'Once approved, rates follow the new number',
    noRoll: (n) => (n === '1' ? '1 place has no approved roll' : `${n} places have no approved roll`),
    noRollText: 'Without a roll there is no rate',
    noTeam: (n) => (n === '1' ? '1 place has nobody in its team' : `${n} places have nobody in their team`),
    noTeamText: 'Appoint somebody who helps people there',
  },
  sections: { villages: 'Change the villages', report: 'Weekly report' },
  table: {
    lately: 'Last 7 days',
    gain: (n) => `+${n}`,
    gainWords: (n) => (n === '1' ? '1 person more' : `${n} people more`),
    trend: 'The small line: participation over the last 14 days.',
    today: 'All figures are by the villages and rolls of today.',
    waiting: (n) => `Waiting: ${n} adults`,
    version: (n) => `version ${n}`,
    review: 'To look at',
    excluded: 'Not ranked',
    flags: 'Looked at',
  },
  closed: {
    title: 'Places that were merged or dropped',
    lead: 'Settled leaderboards keep the names and figures that these places had.',
    into: (name) => `part of ${name} today`,
    retired: 'dropped, nobody lived there',
  },
}
