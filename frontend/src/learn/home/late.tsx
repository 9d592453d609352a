import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { languageReady } from '../../i18n/messages'

/**
 * A part of the home page that is for few, or says nothing without a network: no phone keeps it before it was there once, and
 * where it cannot be had there is none.
 */
export const late = <P extends object>(load: () => Promise<{ default: ComponentType<P> }>): ComponentType<P> =>
  function Late(props: P) {
    const [Part, setPart] = useState<ComponentType<P>>()
    useEffect(() => {
      load().then(
        async (part) => {
          await languageReady()
          setPart(() => part.default)
        },
        () => undefined,
      )
    }, [])
    return Part ? <Part {...props} /> : null
  }
