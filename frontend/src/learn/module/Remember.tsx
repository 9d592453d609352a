import type { Module } from '../../api/schema'
import { useLearn } from '../messages'

/** The one sentence to take home. A lesson that was kept before there were such sentences has none. */
export function Remember({ module }: { module: Module }) {
  const { module: m } = useLearn()
  return module.summary ? (
    <p class="lesson-remember">
      <strong data-say="text">{m.remember}</strong>
      <span data-say="text" lang={module.language}>
        {module.summary}
      </span>
    </p>
  ) : null
}
