import { useState } from 'preact/hooks'
import type { VillageRolls } from '../../api/campaigns'
import { address } from '../../api/client'
import type { Day, RollFileOutcome, WardCode } from '../../api/schema'
import { Button } from '../../components/Button/Button'
import { Field } from '../../components/Field/Field'
import { number } from '../../i18n/format'
import { save } from '../../learn/account/settings/file'
import { today } from '../days'
import { TableFile } from '../imports/TableFile'
import { postTable, type ReadAs, readQuery, template } from '../parts/tableFile'
import { useCampaigns } from './messages'
import { Changes } from './Outcome'
import { nameOf } from './RollForm'
import { templateRows, wholeDay } from './rolls'

interface RollFileProps {
  code: WardCode
  items: readonly VillageRolls[]
  onDone: (said: string) => void
}

/** Rolls of a whole ward in one file. Choosing one shows what it would change; nothing is stored until it is sent. */
export function RollFile({ code, items, onDone }: RollFileProps) {
  const { rolls: m, errors } = useCampaigns()
  const [on, setOn] = useState(() => today(Date.now()))
  const undated = !wholeDay(on)
  const upload = async (file: File, as: ReadAs, dry: boolean): Promise<RollFileOutcome> => {
    const query = { ...readQuery(as), day: on as Day, dry_run: dry || undefined }
    return (await postTable(address(`/wards/${code}/rolls/file`, query), file)).json()
  }

  return (
    <section class="desk-box stack stack-tight">
      <h2>{m.fileTitle}</h2>
      <p class="quiet">{m.fileText}</p>
      <Button
        icon="download"
        onClick={() =>
          save(
            new Blob([template(templateRows(items))], { type: 'text/csv;charset=utf-8' }),
            `${m.templateName}-${code}.csv`,
          )
        }
      >
        {m.template}
      </Button>
      <TableFile<RollFileOutcome>
        kind="rolls"
        of={undated ? null : on}
        before={
          <Field label={m.day} type="date" value={on} error={undated ? m.dayMissing : undefined} onInput={setOn} />
        }
        check={(file, as) => upload(file, as, true)}
        take={(file, as) => upload(file, as, false)}
        changes={({ changes }) => changes.length}
        preview={({ changes }) => <Changes changes={changes} />}
        name={(village) => nameOf(items, village)}
        go={() => m.sendFile}
        icon="send"
        errors={errors}
        onDone={({ changes }) => onDone(m.sent(number(changes.length)))}
      />
    </section>
  )
}
