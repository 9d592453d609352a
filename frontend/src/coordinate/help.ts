/** The pages for helping residents to sign in, as one file: whoever opens one goes on to the next. */
export { default as CardsPage } from './cards/CardsPage'
export { default as JoinPage } from './join/JoinPage'
export { default as EnrolPage } from './people/EnrolPage'
export { default as PeoplePage } from './people/PeoplePage'
