import type { ImportOutcome, WardCode } from '../../api/schema'
import { number } from '../../i18n/format'
import { capital } from '../../i18n/places'
import { importApi } from './importApi'
import { useImports } from './messages'
import { News } from './News'
import { TableFile } from './TableFile'

/** A table of people. */
export function ImportFile({ code, onDone }: { code: WardCode; onDone: (said: string) => void }) {
  const m = useImports()
  return (
    <section class="desk-box stack">
      <TableFile<ImportOutcome>
        kind="people"
        check={(file, as) => importApi.check(code, file, as)}
        take={(file, as, onProgress) => importApi.take(code, file, as, onProgress)}
        changes={({ added }) => added}
        preview={({ added, known, first }) => (
          <News
            nothing={added === 0 ? m.nothing : undefined}
            parts={[
              {
                title: m.added(number(added)),
                items: first.map(({ name, village }) => m.one(name, capital(village))),
                more: added > first.length ? m.more(number(added - first.length)) : undefined,
              },
            ]}
            known={known > 0 ? m.known(number(known)) : undefined}
          />
        )}
        agreement={{ label: m.agreed, text: m.agreedText, missing: m.agreedMissing }}
        go={({ added }) => m.go(number(added))}
        icon="user-plus"
        storing={(done, of) => m.storing(number(done), number(of))}
        errors={m.errors}
        onDone={({ added }) => onDone(m.done(number(added)))}
      />
    </section>
  )
}
