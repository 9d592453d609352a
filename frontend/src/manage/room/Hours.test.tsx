import { cleanup, render, screen } from '@testing-library/preact'
import { LocationProvider } from 'preact-iso'
import { afterEach, expect, test } from 'vitest'
import { Hours } from './Hours'
import type { Shown } from './shown'
import { stateOf } from './state'

afterEach(cleanup)

test('what the table of hours has no room for is scrolled to, also with the keyboard', () => {
  const hours = [{ weekday: 1, hour: 19, submissions: 1234 }]
  const shown = { state: stateOf({}), insights: { hours, as_of: '2026-11-27T12:00:00Z' }, notes: [], go: () => {} }
  render(
    <LocationProvider>
      <Hours shown={shown as unknown as Shown} />
    </LocationProvider>,
  )
  const box = screen.getByRole('table').parentElement
  expect(box?.tabIndex).toBe(0)
  expect(document.getElementById(box?.getAttribute('aria-labelledby') ?? '')?.textContent).toBeTruthy()
  expect(box?.className).toBe('heat-scroll')
})
