import { answering, waitingWorker } from './running'

export function startWorker(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  const controlled = navigator.serviceWorker.controller !== null
  navigator.serviceWorker.register('/sw.js').then(watch, () => {
    // A browser that forbids workers works without them.
  })
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    // The first worker takes over a running page quietly; only an update the person asked for reloads it.
    if (controlled && waitingWorker.get() && !answering.get()) location.reload()
  })
}

function watch(registration: ServiceWorkerRegistration): void {
  const offer = (worker: ServiceWorker | null) => {
    if (worker && navigator.serviceWorker.controller) waitingWorker.set(worker)
  }
  offer(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing
    worker?.addEventListener('statechange', () => worker.state === 'installed' && offer(worker))
  })
}
