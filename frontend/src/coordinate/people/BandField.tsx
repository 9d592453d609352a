import { Select } from '../../manage/desk/Select'
import { birthBands } from './bands'
import { usePeople } from './messages'

interface BandFieldProps {
  label: string
  /** Empty for none. */
  value: string
  onChange: (band: string) => void
}

/** The decade of birth; one that is stored can always be kept. */
export function BandField({ label, value, onChange }: BandFieldProps) {
  const { enrol } = usePeople()
  const bands = birthBands(new Date())
  const choices = value && !bands.includes(value) ? [...bands, value] : bands
  return (
    <Select
      label={label}
      value={value}
      none={enrol.bandNone}
      choices={choices.map((band) => ({ value: band, label: `${band}–${Number(band) + 9}` }))}
      onChange={onChange}
    />
  )
}
