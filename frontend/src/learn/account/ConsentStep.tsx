import { EntryError } from '../entry/EntryError'
import { ConsentForm, type ConsentProps } from './ConsentForm'
import { useRegister } from './registerMessages'

/** What somebody agrees to who registers. */
export function ConsentStep({ error, ...form }: ConsentProps) {
  const { register: m } = useRegister()
  return (
    <ConsentForm {...form} words={m} lead={<p data-say="text">{m.agreeText}</p>} fault={<EntryError error={error} />} />
  )
}
