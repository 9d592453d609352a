// What a phone's camera sees: QR codes as they lie on a table, one after the other.
import { writeFileSync } from 'node:fs'

/** @typedef {import('playwright-core').BrowserContext} BrowserContext */

/**
 * A photo of a QR code, a little askew.
 * @param {BrowserContext} context
 * @param {{ size: number, path: string }} qr
 */
export async function photograph(context, { size, path }) {
  const page = await context.newPage()
  await page.setViewportSize({ width: 640, height: 480 })
  await page.setContent(
    `<body style="margin:0;background:#b9a58c"><svg width="360" style="display:block;margin:50px auto;transform:rotate(5deg)" viewBox="0 0 ${size} ${size}"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg></body>`,
  )
  const photo = await page.screenshot()
  await page.close()
  return photo
}

/** So many pictures are shown of each photo, two seconds of them. */
const copies = 20

/**
 * Photos as the pictures of a camera, two seconds of each over and over, in the format that Chromium plays in its stead: brightness,
 * then colours at half size.
 * @param {BrowserContext} context
 * @param {string} file to write
 * @param {readonly Buffer[]} photos
 */
export async function film(context, file, photos) {
  const page = await context.newPage()
  const frames = []
  for (const photo of photos) {
    const grey = await page.evaluate(
      async (source) => {
        const image = new Image()
        image.src = source
        await image.decode()
        const canvas = document.createElement('canvas')
        canvas.width = 640
        canvas.height = 480
        const pen = canvas.getContext('2d')
        pen?.drawImage(image, 0, 0)
        const { data } = pen?.getImageData(0, 0, 640, 480) ?? { data: [] }
        return Array.from(data.filter((_, at) => at % 4 === 1))
      },
      `data:image/png;base64,${photo.toString('base64')}`,
    )
    const frame = Buffer.concat([Buffer.from('FRAME\n'), Buffer.from(grey), Buffer.alloc(2 * 320 * 240, 128)])
    frames.push(...Array(copies).fill(frame))
  }
  await page.close()
  writeFileSync(file, Buffer.concat([Buffer.from('YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\n'), ...frames]))
  return file
}

/** What Chromium is started with to have such a camera, and to be allowed to use it. @param {string} file */
export const seen = (file) => [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${file}`,
]
