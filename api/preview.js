// Loads the page anew when the content that it shows was changed, and shows what is wrong with the files until then.
let shown
const faults = document.createElement('pre')
faults.setAttribute('role', 'alert')
Object.assign(faults.style, {
  position: 'fixed', inset: 'auto 0 0 0', maxHeight: '50vh', overflow: 'auto', margin: 0, padding: '12px', zIndex: 99,
  background: '#3f2f10', color: '#fff', font: '14px/1.5 monospace', whiteSpace: 'pre-wrap',
})

async function look() {
  const state = await (await fetch('/preview/state')).json()
  if (shown !== undefined && state.revision !== shown) return location.reload()
  shown = state.revision
  faults.textContent = state.faults
  if (state.faults) document.body.append(faults)
  else faults.remove()
}

setInterval(() => look().catch(() => undefined), 1000)
