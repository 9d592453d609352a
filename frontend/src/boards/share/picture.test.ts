import { afterEach, expect, test, vi } from 'vitest'
import { hand } from './picture'

const file = new File(['dots'], 'xep-hang.png', { type: 'image/png' })

function phone(share: () => Promise<void>, canShare = true) {
  vi.stubGlobal('navigator', { share: vi.fn(share), canShare: () => canShare })
}

let saved: string[] = []
const anchors = () => {
  saved = []
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download)
  })
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:picture')
}

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

test('a phone that can share files is asked to', async () => {
  anchors()
  phone(async () => undefined)
  expect(await hand(file, 'Bảng')).toBe('shared')
  expect(saved).toEqual([])
})

test('closing the share list saves nothing', async () => {
  anchors()
  phone(() => Promise.reject(Object.assign(new Error('closed'), { name: 'AbortError' })))
  expect(await hand(file, 'Bảng')).toBe('shared')
  expect(saved).toEqual([])
})

test('where files cannot be shared, or sharing is refused, the picture is saved', async () => {
  anchors()
  phone(async () => undefined, false)
  expect(await hand(file, 'Bảng')).toBe('saved')
  phone(() => Promise.reject(Object.assign(new Error('no tap'), { name: 'NotAllowedError' })))
  expect(await hand(file, 'Bảng')).toBe('saved')
  vi.stubGlobal('navigator', {})
  expect(await hand(file, 'Bảng')).toBe('saved')
  expect(saved).toEqual(['xep-hang.png', 'xep-hang.png', 'xep-hang.png'])
})
