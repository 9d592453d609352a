import { useEffect, useRef, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { MenuItem } from '../../app/area'
import { hasRole, session } from '../../app/session'
import { useStore } from '../../app/store'
import { useCore } from '../../i18n/core'
import { language, setLanguage } from '../../i18n/messages'
import mark from '../../pictures/mark.svg'
import { Icon } from '../Icon/Icon'
import { initial } from './initial'
import './AppBar.css'

/** Name, language and menu. On wide screens the menu lies open in the bar. */
export function AppBar({ items }: { items: readonly MenuItem[] }) {
  const m = useCore()
  const { path } = useLocation()
  const { person } = useStore(session)
  const lang = useStore(language)
  const [open, setOpen] = useState(false)
  const toggle = useRef<HTMLButtonElement>(null)

  useEffect(() => setOpen(false), [path])

  useEffect(() => {
    if (!open) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      setOpen(false)
      toggle.current?.focus()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [open])

  const shown = items.filter((item) => !item.roles || (item.roles.length ? hasRole(person, item.roles) : person))
  return (
    <header class="bar">
      <div class="bar-row">
        <a class="bar-brand" href="/">
          <img class="bar-mark" src={mark} width="36" height="36" alt="" />
          <span>{m.app.name}</span>
        </a>
        <button
          type="button"
          class="bar-button"
          lang={lang === 'vi' ? 'en' : 'vi'}
          aria-label={m.language.switchLabel}
          onClick={() => void setLanguage(lang === 'vi' ? 'en' : 'vi')}
        >
          {m.language.switchTo}
        </button>
        {person && (
          <a class="bar-button bar-who" href="/who" aria-label={`${m.menu.who} ${person.name}`}>
            <span>{initial(person.name)}</span>
          </a>
        )}
        <button
          ref={toggle}
          type="button"
          class="bar-button bar-toggle"
          aria-expanded={open}
          aria-controls="menu"
          aria-label={open ? m.menu.close : m.menu.open}
          onClick={() => setOpen(!open)}
        >
          <Icon name={open ? 'x' : 'menu'} />
        </button>
        <nav class="bar-menu" id="menu" aria-label={m.menu.label} hidden={!open}>
          <ul>
            {shown.map((item) => (
              <li key={item.href}>
                <a class="bar-link" href={item.href} aria-current={isHere(path, item.href) ? 'page' : undefined}>
                  <Icon name={item.icon} />
                  <span>{item.label(m)}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  )
}

/** A page beneath an entry, such as a ward's own ranking, is still in that part of the app. */
const isHere = (path: string, href: string) => path === href || (href !== '/' && path.startsWith(`${href}/`))
