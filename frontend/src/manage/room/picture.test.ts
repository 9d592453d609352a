import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { steps } from './picture'

/** How bright a colour is, from 0 to 1, as WCAG reckons it: what is left of it in grey. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** How much brighter one is than the other. */
const contrast = (a: number, b: number) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)

/** The steps that a style names, once for light pages and once for dark ones. */
function stepsIn(style: string): string[][] {
  const all = [...readFileSync(style, 'utf8').matchAll(/--step-[1-5]: (#[0-9a-f]{6})/g)].map(
    ([, colour]) => colour as string,
  )
  return [all.slice(0, 5), all.slice(5)]
}

test('each of the five steps is told from the one before in grey: in pictures, on the map and in the room', () => {
  const pages = ['src/boards/map/map.css', 'src/manage/room/room.css'].map(stepsIn)
  for (const [light] of pages) expect(light).toEqual(steps.slice(1))
  for (const shades of pages.flat()) {
    expect(shades).toHaveLength(5)
    const bright = shades.map(luminance)
    for (let at = 1; at < 5; at++) {
      const told = contrast(bright[at - 1] as number, bright[at] as number)
      expect(told, `${shades[at - 1]} and ${shades[at]}`).toBeGreaterThan(1.3)
    }
    const brighter = bright.slice(1).map((one, at) => one > (bright[at] as number))
    expect(new Set(brighter).size, shades.join(' ')).toBe(1)
  }
})
