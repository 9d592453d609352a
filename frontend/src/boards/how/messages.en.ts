import type { How } from './messages.vi'

export const en: How = {
  this: 'This campaign',
  example: 'Table of the example',
  name: 'Name',
  days: 'Days',
  span: (first, last) => `${first} to the end of ${last}`,
  pass: 'Pass mark',
  ownPass: 'each module’s own',
  share: (n) => `${n} % of the questions right`,
  bands: 'Sizes of villages',
  roll: 'Adults, to be ranked',
  learners: 'Learners, to be ranked',
  atLeast: (n) => `${n} or more`,
  grace: 'Late phones count',
  hours: (n) => `for ${n} hours after the last day`,
  review: 'Looked at before settling',
  reviewDays: (n) => `for ${n} days`,
}
