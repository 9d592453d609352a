import { useEffect, useState } from 'preact/hooks'
import { clock, day, number } from '../../i18n/format'
import { capital } from '../../i18n/places'
import { AsOf } from '../AsOf'
import { useBoards } from '../messages'
import type { Row } from '../parts/view'
import { bandName, figure } from '../parts/words'
import type { Paper } from './read'
import './sheet.css'

/** Black on white always: this is paper. */
export function Sheet({ paper, board }: { paper: Paper; board: string }) {
  const { print: m } = useBoards()
  const signs = [
    [m.maker, m.sign],
    [m.officer, m.sign],
    [paper.ward ? m.chair.ward : m.chair.province, m.seal],
  ]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls on a phone must be reached by keyboard
    <article class="result" tabIndex={0} aria-label={m.title}>
      <Head paper={paper} board={board} />
      <Ranked paper={paper} of={board === 'villages'} />
      {paper.apart.length > 0 && <Apart paper={paper} of={board === 'villages'} />}
      <p class="result-date">{m.date}</p>
      <div class="result-signs">
        {signs.map(([who, how]) => (
          <p key={who}>
            <strong>{who}</strong>
            <span>{how}</span>
          </p>
        ))}
      </div>
      <Printed />
    </article>
  )
}

function Head({ paper, board }: { paper: Paper; board: string }) {
  const m = useBoards()
  const { campaign, ranked, ward, bands } = paper
  const view = [
    m.print.by(m.measure[ranked.measure]),
    ranked.measure !== 'gain' && m.window[ranked.window],
    bandName(bands, ranked.band ?? '', m),
  ]
  const settled = campaign?.settled_at
  return (
    <header>
      {campaign?.sample && <p class="result-warning">{m.print.sample}</p>}
      <h2>{m.print.heading}</h2>
      <p class="result-campaign">{campaign?.name}</p>
      <p>{ward ? m.print.board.ward(ward) : board === 'villages' ? m.print.board.villages : m.print.board.wards}</p>
      {campaign && <p>{m.print.days(day(campaign.first_day), day(campaign.last_day))}</p>}
      <p>{view.filter(Boolean).join(' · ')}</p>
      <p class="result-stage">
        <strong>{m.stage[ranked.stage]}</strong>
        {' · '}
        {ranked.stage === 'frozen' && settled ? (
          `${m.settled(clock(settled), day(settled))}, ${m.asThen}`
        ) : (
          <>
            <AsOf time={ranked.as_of} />, {m.asNow}
            {'. '}
            {m.print.provisional}
          </>
        )}
      </p>
      {ranked.stale && <p class="result-warning">{m.print.stale}</p>}
      {paper.torn && <p class="result-warning">{m.print.torn}</p>}
      {ranked.stage === 'frozen' && campaign?.hash && (
        <p class="result-hash">
          {m.print.hash}: <code>{campaign.hash}</code>
        </p>
      )}
    </header>
  )
}

/** Of the whole province: places then say of which ward they are. */
interface TableProps {
  paper: Paper
  of: boolean
}

function Ranked({ paper, of }: TableProps) {
  const m = useBoards()
  const { measure, items } = paper.ranked
  return (
    <table class="result-table num">
      <thead>
        <tr>
          <th scope="col">{m.row.rank}</th>
          <th scope="col">{m.print.place}</th>
          {of && <th scope="col">{m.print.ward}</th>}
          <th scope="col" class="result-number">
            {m.print.people}
          </th>
          <th scope="col">{m.print.roll}</th>
          <th scope="col" class="result-number">
            {m.print.value}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((row) => (
          <tr key={row.id}>
            <td class="result-rank">{number(row.rank)}</td>
            <th scope="row">
              {capital(row.name)}
              {row.now && ` (${m.row.now(row.now)})`}
            </th>
            {of && <td>{row.ward && capital(row.ward)}</td>}
            <td class="result-number">{row.done === null ? '' : number(row.done)}</td>
            <td>
              <Roll row={row} />
            </td>
            <td class="result-number">{figure(row.value ?? 0, measure)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Apart({ paper, of }: TableProps) {
  const m = useBoards()
  return (
    <section class="result-apart">
      <h3>{m.print.apart}</h3>
      <table class="result-table num">
        <thead>
          <tr>
            <th scope="col">{m.print.place}</th>
            {of && <th scope="col">{m.print.ward}</th>}
            <th scope="col">{m.print.roll}</th>
            <th scope="col">{m.print.reason}</th>
          </tr>
        </thead>
        <tbody>
          {paper.apart.map((row) => (
            <tr key={row.id}>
              <th scope="row">{capital(row.name)}</th>
              {of && <td>{row.ward && capital(row.ward)}</td>}
              <td>
                <Roll row={row} />
              </td>
              <td>{m.apart.reason[row.reason ?? ''] ?? m.apart.other}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Roll({ row }: { row: Row }) {
  const { print: m } = useBoards()
  if (row.roll === 0) return null
  const version = row.roll_version && row.roll_day ? ` (${m.version(number(row.roll_version), day(row.roll_day))})` : ''
  return (
    <>
      {number(row.roll)}
      <span class="result-version">{version}</span>
    </>
  )
}

/** The minute in which the paper comes out, not the one in which the page was opened. */
function Printed() {
  const { print: m } = useBoards()
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const look = () => setNow(new Date())
    addEventListener('beforeprint', look)
    return () => removeEventListener('beforeprint', look)
  }, [])
  return <p class="result-printed num">{m.printed(clock(now), day(now))}</p>
}
