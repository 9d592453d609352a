import { dictionary } from '../i18n/messages'
import { vi } from './messages.vi'

/** The words of lessons, quizzes and of a learner's own progress. */
export const useLearn = dictionary(vi, () => import('./messages.en')).use
