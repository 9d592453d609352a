import type { Module } from '../../api/schema'
import './Drawing.css'

type Picture = NonNullable<Module['steps'][number]['picture']>

/** A step's picture. The server has sanitized it; its colours are classes, so that it fits the dark screen as well. */
export function Drawing({ picture, language }: { picture: Picture; language: string }) {
  return (
    <div
      class="drawing"
      role="img"
      aria-label={picture.alt}
      lang={language}
      dangerouslySetInnerHTML={{ __html: picture.svg }}
    />
  )
}
