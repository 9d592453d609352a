import { api } from '../../api/endpoints'
import { useStore } from '../../app/store'
import { useLoad } from '../../app/useLoad'
import { contentNames } from '../../i18n/contentLanguage'
import { percent } from '../../i18n/format'
import { language } from '../../i18n/messages'
import { countText } from '../counts'
import { useManage } from '../messages'
import { useRoom } from './messages'
import { type Hard, hardestQuestions } from './questions'
import { shareOf } from './read'
import type { Shown } from './shown'
import { BarCell, type Col, Table } from './Table'
import { Take } from './Take'

/** The words of questions, by "module version question". A lesson that is not there, or a newer version, has none. */
function useQuestions(hard: readonly Hard[]): Map<string, string> {
  const lang = useStore(language)
  const modules = [...new Set(hard.map(({ module }) => module))].sort()
  const { data } = useLoad(
    (signal) =>
      Promise.all(modules.map((module) => api.module(module, lang, { signal }).catch(() => null))).then((all) =>
        all.flatMap((one) =>
          (one?.quiz.questions ?? []).map(
            ({ id, text }) => [`${one?.id} ${one?.version} ${id}`, text] as [string, string],
          ),
        ),
      ),
    [modules.join(), lang],
  )
  return new Map(data)
}

/** Which questions people answer wrong the first time. */
export function Questions({ shown, title }: { shown: Shown; title: (module: string) => string }) {
  const { lessons: m, none } = useRoom()
  const { few } = useManage()
  const rows = hardestQuestions(shown.insights.quizzes)
  const texts = useQuestions(rows)
  const text = ({ module, version, question }: Hard) => texts.get(`${module} ${version} ${question}`) ?? question
  const share = ({ wrong, people }: Hard) => shareOf(wrong, people ?? 0)
  const several = new Set(rows.map((row) => row.language)).size > 1
  const read = (row: Hard) => (row.language ? contentNames[row.language] : m.unknownLanguage)
  const told = (row: Hard) => {
    const part = share(row)
    return part === null ? none : percent(part)
  }
  const cols: Col<Hard>[] = [
    { key: 'question', label: m.question, head: true, value: text },
    { key: 'module', label: m.module, value: ({ module, version }) => m.versioned(title(module), String(version)) },
    ...(several ? [{ key: 'language', label: m.readIn, value: read }] : []),
    {
      key: 'share',
      label: m.wrongShare,
      number: true,
      value: told,
      show: (row) => <BarCell text={told(row)} share={share(row)} />,
    },
    { key: 'wrong', label: m.wrong, number: true, value: ({ wrong }) => wrong ?? countText(null, few) },
    { key: 'people', label: m.asked, number: true, value: ({ people }) => people ?? countText(null, few) },
  ]
  return (
    <section class="stack">
      <h2>{m.questions}</h2>
      <p class="quiet">{rows.length ? m.questionsLead : m.noQuestions}</p>
      {rows.length > 0 && (
        <>
          <Take
            shown={shown}
            table="questions"
            title={m.questions}
            drawn={{
              bars: rows.map((row) => ({
                label: several ? `${text(row)} (${read(row)})` : text(row),
                text: told(row),
                share: share(row),
              })),
            }}
          />
          <Table
            caption={m.questions}
            cols={cols}
            rows={rows}
            rowKey={({ module, version, language: read, question }) => `${module} ${version} ${read} ${question}`}
          />
        </>
      )}
    </section>
  )
}
