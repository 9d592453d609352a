import type { ComponentChildren } from 'preact'
import { Icon } from '../Icon/Icon'
import type { IconName } from '../Icon/names'
import './Button.css'

interface Look {
  /** One `main` a screen: the thing to do. */
  look?: 'main' | 'second' | 'quiet' | 'danger'
  icon?: IconName
  iconEnd?: IconName
  /** As wide as its words instead of as wide as the screen. */
  fit?: boolean
  children: ComponentChildren
}

const classes = ({ look = 'second', fit }: Look) => `button button-${look}${fit ? ' button-fit' : ''}`

const content = ({ icon, iconEnd, children }: Look) => (
  <>
    {icon && <Icon name={icon} />}
    <span>{children}</span>
    {iconEnd && <Icon name={iconEnd} />}
  </>
)

interface ButtonProps extends Look {
  type?: 'button' | 'submit'
  /** Work is under way: the button stays focusable but does nothing. */
  busy?: boolean
  disabled?: boolean
  onClick?: (event: MouseEvent) => void
}

export function Button(props: ButtonProps) {
  const { type = 'button', busy = false, disabled = false, onClick } = props
  return (
    <button
      type={type}
      class={classes(props)}
      disabled={disabled}
      aria-disabled={busy}
      aria-busy={busy}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
    >
      {content(props)}
    </button>
  )
}

interface ButtonLinkProps extends Look {
  href: string
  /** The name of the file that it is kept as. */
  download?: string
}

export function ButtonLink(props: ButtonLinkProps) {
  return (
    <a class={classes(props)} href={props.href} download={props.download}>
      {content(props)}
    </a>
  )
}
