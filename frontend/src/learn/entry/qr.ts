/** Something with a picture in it, and how large that is. */
export interface Picture {
  source: HTMLVideoElement | HTMLImageElement
  width: number
  height: number
}

/** What the QR code in a picture holds; null where none is seen. */
export type Reader = (picture: Picture) => Promise<string | null>

interface Detector {
  detect(source: CanvasImageSource): Promise<{ rawValue: string }[]>
}
interface DetectorClass {
  new (options: { formats: string[] }): Detector
  getSupportedFormats(): Promise<string[]>
}

/** The browser's own reader where it has one; else a library, which is fetched only then. */
export async function qrReader(): Promise<Reader> {
  const own = (self as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  // Some have the class and no formats.
  if (own && (await own.getSupportedFormats().catch((): string[] => [])).includes('qr_code')) {
    const detector = new own({ formats: ['qr_code'] })
    return async ({ source }) => (await detector.detect(source))[0]?.rawValue ?? null
  }
  const { default: find } = await import('jsqr')
  const canvas = document.createElement('canvas')
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  return async ({ source, width, height }) => {
    if (!pen || width === 0 || height === 0) return null
    canvas.width = width
    canvas.height = height
    pen.drawImage(source, 0, 0, width, height)
    const { data } = pen.getImageData(0, 0, width, height)
    return find(data, width, height, { inversionAttempts: 'dontInvert' })?.data ?? null
  }
}

/** The size of a picture whose longer side is `most` at most. */
export function shrunk(width: number, height: number, most: number): { width: number; height: number } {
  const scale = Math.min(1, most / Math.max(width, height, 1))
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

/** A photo is looked at in several sizes: in a large one noise hides the code, in a small one its dots run together. */
const photoSizes = [1000, 1800, 500]

/** Reads a photo that the person has chosen; null where no code is seen in it, or it is no picture. */
export async function readPhoto(file: File, read: Reader): Promise<string | null> {
  const image = await load(file).catch(() => null)
  if (!image) return null
  for (const most of photoSizes) {
    const text = await read({ source: image, ...shrunk(image.naturalWidth, image.naturalHeight, most) }).catch(
      () => null,
    )
    if (text) return text
  }
  return null
}

/** As a data: address, since the Content-Security-Policy lets no blob: in. */
function load(file: File): Promise<HTMLImageElement> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onerror = () => reject(reader.error)
    reader.onload = () => {
      const image = new Image()
      image.onload = () => resolve(image)
      image.onerror = () => reject(new Error('not a picture'))
      image.src = String(reader.result)
    }
    reader.readAsDataURL(file)
  })
}
