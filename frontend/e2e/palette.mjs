// Makes a screenshot's PNG a fifth of its size by giving it 16 colours, two pixels a byte. A page of text and flat colours loses little
// that the eye sees: the edges of letters have fewer greys. Reads and writes eight-bit RGB and RGBA without interlacing, which is what Chromium makes.
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const most = 16
/** From here on two colours are told apart. */
const apart = 1500

/**
 * @param {Buffer} png
 * @returns {Buffer}
 */
export function toPalette(png) {
  const { width, height, bytes, pixels } = read(png)
  const counts = new Map()
  for (let at = 0; at < pixels.length; at += bytes) {
    const colour = (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2]
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const palette = chosen(counts, width * height)
  const index = new Map(palette.map((colour, place) => [colour, place]))
  for (const colour of counts.keys()) if (!index.has(colour)) index.set(colour, nearest(colour, palette))

  const stride = 1 + Math.ceil(width / 2) // each row begins with its filter, none
  const rows = Buffer.alloc(height * stride)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += bytes) {
      const colour = (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2]
      rows[y * stride + 1 + (x >> 1)] |= index.get(colour) << (x % 2 ? 0 : 4)
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([4, 3], 8) // four bits, indexed
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/**
 * The colours of whole areas, and of the others the most frequent that are not much like one before: the greys around letters would
 * else leave no place for a small mark of another colour. Where so many different ones are not there, alike ones follow.
 * @param {Map<number, number>} counts of pixels by colour
 * @param {number} pixels
 */
function chosen(counts, pixels) {
  const sorted = [...counts.entries()].sort((a, b) => b[1] - a[1] || a[0] - b[0])
  const colours = sorted.map(([colour]) => colour)
  const palette = sorted.slice(0, most).flatMap(([colour, count]) => (count > pixels / 500 ? colour : []))
  for (const least of [apart, apart / 16, -1]) {
    for (const colour of colours) {
      if (palette.length === most) return palette
      if (palette.every((one) => distance(one, colour) > least)) palette.push(colour)
    }
  }
  return palette
}

/** @param {number} colour @param {number} other */
function distance(colour, other) {
  const red = (colour >> 16) - (other >> 16)
  const green = ((colour >> 8) & 255) - ((other >> 8) & 255)
  const blue = (colour & 255) - (other & 255)
  return 2 * red * red + 4 * green * green + 3 * blue * blue
}

/** @param {number} colour @param {number[]} palette */
function nearest(colour, palette) {
  let best = 0
  for (const place of palette.keys()) {
    if (distance(colour, palette[place] ?? 0) < distance(colour, palette[best] ?? 0)) best = place
  }
  return best
}

/** @param {Buffer} png */
function read(png) {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const bytes = png[25] === 6 ? 4 : 3
  if (png[24] !== 8 || (png[25] !== 2 && png[25] !== 6) || png[28] !== 0) throw new Error('not a PNG that this reads')
  const data = []
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  return { width, height, bytes, pixels: unfilter(inflateSync(Buffer.concat(data)), width * bytes, height, bytes) }
}

/** Undoes the filters of PNG's rows. @param {Buffer} raw @param {number} stride @param {number} height @param {number} bytes */
function unfilter(raw, stride, height, bytes) {
  const out = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x
      const left = x >= bytes ? out[at - bytes] : 0
      const up = y > 0 ? out[at - stride] : 0
      const corner = x >= bytes && y > 0 ? out[at - stride - bytes] : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]
      out[at] = raw[y * (stride + 1) + 1 + x] + guess
    }
  }
  return out
}

/** @param {number} left @param {number} up @param {number} corner */
function paeth(left, up, corner) {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}

/** @param {string} name @param {Buffer} data */
function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}
