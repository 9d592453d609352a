import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { adoptLogin, dropToken } from '../../api/token'
import { MergeForm } from './MergeForm'
import type { Place } from './outcome'

const place = (id: string, name: string): Place => ({
  registered: 12,
  village: { id, ward: '24163', name, kind: 'buon', roll: null, sample: false },
})
const [from, into] = [place('24163-001', 'buôn Một'), place('24163-002', 'buôn Hai')]

let asked: string[] = []

beforeEach(() => {
  asked = []
  adoptLogin({ access_token: 'token', expires_in: 900, person: {} } as never)
  vi.stubGlobal('fetch', async (address: string, options: RequestInit = {}) => {
    asked.push(`${options.method} ${address}`)
    return new Response(JSON.stringify(into.village))
  })
})
afterEach(() => {
  cleanup()
  dropToken()
  vi.unstubAllGlobals()
})

test('villages are merged only after a last question that names both', async () => {
  const said = vi.fn()
  render(<MergeForm place={from} places={[from, into]} onCancel={() => {}} onDone={said} />)
  fireEvent.change(screen.getByLabelText('Sáp nhập vào đâu?'), { target: { value: into.village.id } })
  fireEvent.click(await screen.findByRole('button', { name: 'Sáp nhập Buôn Một vào Buôn Hai' }))
  await screen.findByRole('dialog', { name: 'Sáp nhập Buôn Một vào Buôn Hai thật chứ?' })
  expect(asked).toEqual([])
  fireEvent.click(screen.getByRole('button', { name: 'Đúng, sáp nhập' }))
  await vi.waitFor(() => expect(said).toHaveBeenCalledWith('Đã sáp nhập Buôn Một vào Buôn Hai.'), { timeout: 4000 })
  expect(asked).toHaveLength(1)
})
