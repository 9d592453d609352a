import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

interface ListKeys {
  /** The list, whose people are buttons of the class person-open. */
  box: RefObject<HTMLElement | null>
  search: RefObject<HTMLInputElement | null>
  onKeyDown: (event: KeyboardEvent) => void
  /** Brings the list's beginning into sight, and the focus to the first of it, once another page is drawn. */
  toTop: () => void
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)

/** Goes through a list by keyboard: arrows, Home and End within a page, Page Up and Page Down between pages, / to the search. */
export function useListKeys(page: number, { onPage }: { onPage: (by: 1 | -1) => boolean }): ListKeys {
  const box = useRef<HTMLElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const turned = useRef(false)
  const people = () => [...(box.current?.querySelectorAll<HTMLElement>('.person-open') ?? [])]

  useEffect(() => {
    if (!turned.current) return
    turned.current = false
    people()[0]?.focus({ preventScroll: true })
    box.current?.scrollIntoView({ block: 'start' })
  }, [page])

  useEffect(() => {
    const find = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
      event.preventDefault()
      search.current?.focus()
    }
    document.addEventListener('keydown', find)
    return () => document.removeEventListener('keydown', find)
  }, [])

  function onKeyDown(event: KeyboardEvent) {
    const list = people()
    const at = list.indexOf(document.activeElement as HTMLElement)
    if (at < 0) return
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: list.length - 1 }[event.key]
    if (to !== undefined) {
      event.preventDefault()
      list[to]?.focus()
    } else if (event.key === 'PageDown' || event.key === 'PageUp') {
      event.preventDefault()
      turned.current = onPage(event.key === 'PageDown' ? 1 : -1)
    }
  }

  return {
    box,
    search,
    onKeyDown,
    toTop: () => {
      turned.current = true
    },
  }
}
