import type { ResidentStatus } from '../../api/schema'
import type { IconName } from '../../components/Icon/names'

/** How a status looks, beside its word. */
export const looks: Record<ResidentStatus, { tone: 'plain' | 'wait' | 'info' | 'good'; icon: IconName }> = {
  not_started: { tone: 'plain', icon: 'minus' },
  stuck: { tone: 'wait', icon: 'circle-help' },
  learning: { tone: 'info', icon: 'book-open' },
  participating: { tone: 'good', icon: 'check' },
  completed: { tone: 'good', icon: 'award' },
}
