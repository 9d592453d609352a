import { save } from '../../learn/account/settings/file'

export const width = 1200
export const height = 630

/** Draws a picture of lines into one of dots, since chats take no other. The SVG is of this site and refers to nothing. */
export async function drawPng(source: string, name: string): Promise<File> {
  const image = new Image(width, height)
  image.src = source
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  pen.drawImage(image, 0, 0, width, height)
  return pngOf(canvas, name)
}

/** What is drawn, as a file of dots. */
export async function pngOf(canvas: HTMLCanvasElement, name: string): Promise<File> {
  const dots = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
  if (!dots) throw new Error('no picture')
  return new File([dots], name, { type: 'image/png' })
}

/** Hands a file to the phone's share list where files can be shared, else saves it. Who closes the list has had a look. */
export async function hand(file: File, title: string): Promise<'shared' | 'saved'> {
  const phone = navigator as Partial<Navigator>
  const data = { files: [file], title }
  if (phone.share && phone.canShare?.(data)) {
    try {
      await phone.share(data)
      return 'shared'
    } catch (error) {
      if ((error as Error).name === 'AbortError') return 'shared'
    }
  }
  save(file, file.name)
  return 'saved'
}
