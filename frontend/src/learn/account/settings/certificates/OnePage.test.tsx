import { cleanup, configure, render, screen } from '@testing-library/preact'
import { LocationProvider } from 'preact-iso'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Certificate, Person } from '../../../../api/schema'
import { adoptLogin, dropToken } from '../../../../api/token'
import { OnePage } from './OnePage'

const certificate: Certificate = {
  id: '0123456789abcdef0123456789abcdef',
  campaign: 'main',
  title: 'Học số 2026',
  name: 'H’Lan Niê',
  public_name: 'H. N.',
  shown: 'initials',
  modules: [{ id: 'one', title: 'Gọi hình' }] as never,
  completed_on: '2026-11-20',
  issued_at: '2026-11-21T02:00:00Z',
  sample: false,
  signed: true,
  url: 'https://h/c/0',
  qr: { size: 1, path: 'M0 0h1v1H0z' } as never,
}

beforeEach(() => {
  adoptLogin({ access_token: 'token', expires_in: 900, person: {} } as never)
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify({ items: [certificate], campaigns: [] })))
})
afterEach(() => {
  cleanup()
  dropToken()
  vi.unstubAllGlobals()
})
configure({ asyncUtilTimeout: 4000 })

test('what stands on the certificate is also said in words, and once to a screen reader', async () => {
  const person = { consent: { certificate: true } } as Person
  const { container } = render(
    <LocationProvider>
      <OnePage person={person} id={certificate.id} />
    </LocationProvider>,
  )
  await screen.findByText('1 bài học đã đạt')
  const sheet = container.querySelector('.certificate')
  expect(sheet?.getAttribute('aria-hidden')).toBe('true')
  for (const text of ['H’Lan Niê', 'Gọi hình']) {
    const places = screen.getAllByText(text)
    expect(places).toHaveLength(2)
    expect(places.filter((one) => !sheet?.contains(one))).toHaveLength(1)
  }
})
