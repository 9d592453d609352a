import type { Mine } from './messages.vi'

export const en: Mine = {
  rank: (rank, total) => `Rank ${rank} of ${total}`,
  all: 'villages and neighbourhoods of the province',
  band: (name) => `among ${name} villages`,
  bandOther: (range) => `among villages of ${range}`,
  sizes: ['small', 'medium', 'large'],
  missing: (n, rank) => `${n} more people to rank ${rank}`,
  missingNext: (n) => `${n} more people to the next rank`,
  first: 'In the lead',
  of: (done, roll) => `${done} of ${roll} people passed at least one lesson`,
  top: 'The first three',
  around: 'Just above and below your village',
  place: 'Rank',
  mine: 'Your village',
  up: (n) => `up ${n}`,
  down: (n) => `down ${n}`,
  board: 'See the whole leaderboard',
  apart: 'Your village is not ranked yet',
  reason: {
    no_roll: 'Its roll of adults is not approved yet.',
    excluded: 'An officer has looked and decided not to rank it.',
    review: 'Its figures are being looked at.',
    small_roll: 'Its roll is too small to be compared.',
    few_learners: 'A few more learners and it has a rank.',
  },
  other: 'Its rank appears here once it can be ranked.',
}
