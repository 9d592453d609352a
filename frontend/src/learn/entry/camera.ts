/** Why there is no picture: forbidden, not there, or another app has it. */
export type CameraFault = 'refused' | 'none' | 'taken'

export function cameraFault(error: unknown): CameraFault {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused'
  return name === 'NotReadableError' || name === 'AbortError' ? 'taken' : 'none'
}

/** The camera that looks away from the person, where there are two. Throws what `cameraFault` understands. */
export async function openCamera(): Promise<MediaStream> {
  // Missing without https and in many browsers inside other apps.
  const devices = navigator.mediaDevices as MediaDevices | undefined
  if (!devices?.getUserMedia) throw new Error('no camera')
  return devices.getUserMedia({ video: { facingMode: 'environment', width: { ideal: 1280 } }, audio: false })
}

export const closeCamera = (stream: MediaStream) => {
  for (const track of stream.getTracks()) track.stop()
}
