import { Button } from '../../components/Button/Button'
import { save } from '../../learn/account/settings/file'
import { template } from '../parts/tableFile'
import { useImports } from './messages'

/** How a table is to be written, and an empty one to begin with. */
export function Template({ how, heads, name }: { how: string; heads: string[]; name: string }) {
  const { template: label } = useImports()
  const file = () => new Blob([template([heads])], { type: 'text/csv;charset=utf-8' })
  return (
    <section class="stack stack-tight">
      <p>{how}</p>
      <div>
        <Button icon="download" fit onClick={() => save(file(), `${name}.csv`)}>
          {label}
        </Button>
      </div>
    </section>
  )
}
