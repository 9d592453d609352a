import type { ComponentType } from 'preact'
import { lazy } from 'preact-iso'
import type { Role } from '../api/schema'
import type { IconName } from '../components/Icon/names'
import { languageReady } from '../i18n/messages'
import type { Core } from '../i18n/vi'
import { Broken } from './Broken'

/** A part of the app with pages of its own. Its file is in the first bundle, so it only names what it has. */
export interface Area {
  routes: readonly AreaRoute[]
  menu?: readonly MenuItem[]
}

export interface AreaRoute {
  path: string
  page: Page
  /** Who may see it; left out: anyone. An empty list: anyone who is signed in. */
  roles?: readonly Role[]
  /** Fills the screen: no bar above it. */
  alone?: boolean
}

export interface MenuItem {
  href: string
  icon: IconName
  label: (m: Core) => string
  roles?: readonly Role[]
}

export type Page = ComponentType & { preload?: () => Promise<unknown> }

/** A page that is fetched when somebody goes there, with its words in the language in use. */
export function page(load: () => Promise<{ default: ComponentType }>): Page {
  return lazy(async () => {
    try {
      const loaded = await load()
      await languageReady()
      return loaded
    } catch {
      return { default: Broken }
    }
  })
}
