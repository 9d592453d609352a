/** The pages about rolls, reviews and campaigns, as one file: whoever opens one goes on to the next. */

export { default as ImportPage } from '../imports/ImportPage'
export { default as CampaignPage } from './CampaignPage'
export { ProvinceReviewsPage, WardReviewsPage } from './ReviewsPage'
export { default as RollsPage } from './RollsPage'
