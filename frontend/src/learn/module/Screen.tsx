import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '../../components/Icon/Icon'
import { Progress } from '../../components/Progress/Progress'
import { useCore } from '../../i18n/core'
import { Listen, type ListenProps } from '../listen/Listen'

interface ScreenProps {
  /** The module's title: names the window and stands small on top. */
  title: string
  course: string
  /** Another page than the course's to go back to. */
  back?: string
  /** "Bước 2 trên 6" */
  place: string
  value: number
  max: number
  heading: string
  headingClass?: string
  /** Changes when the screen shows something else: then it starts from the top again. */
  at: string
  listen: ListenProps
  /** Nothing where the thing itself is all there is to do. */
  foot: ComponentChildren
  children: ComponentChildren
}

/** One step or one question: where one is on top, the thing itself, and the buttons at the thumb. */
export function Screen(props: ScreenProps) {
  const { app, action } = useCore()
  const page = useRef<HTMLDivElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef('')

  useEffect(() => {
    document.title = `${props.title} · ${app.name}`
  }, [props.title, app])

  useEffect(() => {
    // The first screen is announced by the page itself.
    if (shown.current && shown.current !== props.at) {
      scrollTo(0, 0)
      // Who listens keeps the finger on "stop" while the screens go on by themselves.
      if (!document.activeElement?.closest('.listen, .listen-speed')) heading.current?.focus({ preventScroll: true })
    }
    shown.current = props.at
  }, [props.at])

  return (
    <div ref={page} class="page lesson">
      <div class="lesson-head">
        <a class="lesson-back" href={props.back ?? `/courses/${props.course}`} aria-label={action.back}>
          <Icon name="x" />
        </a>
        <div>
          <Progress value={props.value} max={props.max} label={props.place}>
            <span class="lesson-place">
              <span class="lesson-title">{props.title}</span>
              <span class="num">{props.place}</span>
            </span>
          </Progress>
        </div>
      </div>
      <h1
        ref={heading}
        tabIndex={-1}
        class={props.headingClass}
        id="heading"
        data-say="text"
        lang={props.listen.language}
      >
        {props.heading}
      </h1>
      <Listen root={page} at={props.at} {...props.listen} />
      {props.children}
      {props.foot && <div class="thumb">{props.foot}</div>}
    </div>
  )
}
