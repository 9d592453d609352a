/**
 * The pages for helping residents to sign in, as one file: whoever opens one goes on to the next. Enrolling is apart, since
 * it needs what reads consents aloud.
 */

export { default as CardsPage } from './cards/CardsPage'
export { default as JoinPage } from './join/JoinPage'
export { default as OwnVillage } from './OwnVillage'
export { default as DuplicatesPage } from './people/DuplicatesPage'
export { default as PeoplePage } from './people/PeoplePage'
export { default as PersonPage } from './people/PersonPage'
export { default as VisitsPage } from './visits/VisitsPage'
