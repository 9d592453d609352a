import { useEffect } from 'preact/hooks'
import './Printed.css'

const mark = 'prints-paper'

/** While this is drawn, printing the page prints its sheets alone, on A4. */
export function usePrinted(): void {
  useEffect(() => {
    document.documentElement.classList.add(mark)
    return () => document.documentElement.classList.remove(mark)
  }, [])
}
