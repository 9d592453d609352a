/** The pages of an officer's desk, as one file: whoever opens one goes on to the next. */

export { default as OwnWard } from '../OwnWard'
export { default as OfficersPage } from './OfficersPage'
export { default as WardDesk } from './WardDesk'
