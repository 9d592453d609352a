import { CodedError } from '../../components/CodedError/CodedError'
import { Notice } from '../../components/Notice/Notice'
import { ConsentForm, type ConsentProps } from '../../learn/account/ConsentForm'
import { usePeople } from './messages'

/** What is read out to the person who is being enrolled, who switches. */
export function ConsentRead({ error, ...form }: ConsentProps) {
  const { enrol: m, errors } = usePeople()
  return (
    <ConsentForm
      {...form}
      words={m}
      lead={<p>{m.agreeText}</p>}
      note={<Notice icon="users">{m.helped}</Notice>}
      fault={<CodedError error={error} words={errors} />}
    />
  )
}
