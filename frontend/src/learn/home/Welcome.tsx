import { ButtonLink } from '../../components/Button/Button'
import { useCore } from '../../i18n/core'
import hero from '../../pictures/hero.svg'
import './Welcome.css'

/** The home page of somebody who is not signed in. index.html carries the same as static text. */
export function Welcome() {
  const { home: m } = useCore()
  return (
    <div class="page welcome">
      <img class="picture" src={hero} width="340" height="220" alt="" />
      <div class="stack stack-tight">
        <h1>{m.title}</h1>
        <p>{m.text}</p>
      </div>
      <div class="stack">
        <ButtonLink look="main" href="/register" iconEnd="arrow-right">
          {m.start}
        </ButtonLink>
        <ButtonLink href="/login">{m.login}</ButtonLink>
      </div>
      <ul class="welcome-links">
        <li>
          <a href="/courses">{m.courses}</a>
        </li>
        <li>
          <a href="/boards">{m.boards}</a>
        </li>
      </ul>
    </div>
  )
}
