import './document.css'
import { Heading } from '@navikt/ds-react'
import type { Book, Part as BookPart, Heading as Headline, Table } from '../../api/registry/types.gen'
import { Runs } from './runs'

type Level = '1' | '2' | '3' | '4' | '5'
type Block = BookPart['blocks'][number]

interface DocumentViewProps {
  book: Book
  /** Of its title. */
  level: 1 | 3
  /** Before the names of its places, where a page has more than this. */
  prefix?: string
}

const below = (level: number, by: number) => String(level + by) as Level

/** The document as its files have it: the same parts from the same service, never as HTML. */
export function DocumentView({ book, level, prefix = '' }: DocumentViewProps) {
  return (
    <article className="document" lang={book.language}>
      <header>
        <Heading level={below(level, 0)} size={level === 1 ? 'large' : 'medium'}>
          {book.title}
        </Heading>
        <p className="document__subtitle">{book.subtitle}</p>
        {book.facts.map((fact) => (
          <p key={fact} className="flush small subtle">
            {fact}
          </p>
        ))}
      </header>
      {!book.is_brief && (
        <nav aria-label={book.contents}>
          <ol>
            {book.parts.map(({ name, title }) => (
              <li key={name}>
                <a href={`#${prefix}${name}`}>{title}</a>
              </li>
            ))}
          </ol>
        </nav>
      )}
      {book.parts.map(({ name, title, blocks }) => (
        <section key={name} id={`${prefix}${name}`}>
          <Heading level={below(level, 1)} size="small">
            {title}
          </Heading>
          <Blocks blocks={blocks} level={below(level, 2)} prefix={prefix} />
        </section>
      ))}
    </article>
  )
}

interface BlocksProps {
  blocks: Block[]
  level: Level
  prefix: string
}

/** Items that follow each other are one list. */
function Blocks({ blocks, level, prefix }: BlocksProps) {
  const groups: Block[][] = []
  for (const block of blocks) {
    const last = groups.at(-1)
    if (isItem(block) && last?.[0] && isItem(last[0])) last.push(block)
    else groups.push([block])
  }
  return groups.map((group, place) => {
    const key = `${place}`
    if (!group[0] || !isItem(group[0])) {
      return group.map((block) => <One key={key} block={block} level={level} prefix={prefix} />)
    }
    return (
      <ul key={key}>
        {group.map((block, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items have nothing but their place
          <li key={at}>{block.kind === 'paragraph' && <Runs line={block.runs} />}</li>
        ))}
      </ul>
    )
  })
}

const isItem = (block: Block) => block.kind === 'paragraph' && block.is_item

function One({ block, level, prefix }: { block: Block } & Omit<BlocksProps, 'blocks'>) {
  if (block.kind === 'heading') return <Sub block={block} level={level} prefix={prefix} />
  if (block.kind === 'table') return <Rows table={block} />
  if (block.kind === 'paragraph') {
    return (
      <p
        className={block.is_quiet ? 'flush small subtle' : 'flush'}
        dir={block.from_right ? 'rtl' : undefined}
      >
        <Runs line={block.runs} />
      </p>
    )
  }
  return (
    <figure>
      <img src={`data:image/svg+xml,${encodeURIComponent(block.svg)}`} alt={block.said} />
      <figcaption className="small subtle">{block.caption}</figcaption>
    </figure>
  )
}

function Sub({ block, level, prefix }: { block: Headline; level: Level; prefix: string }) {
  const id = block.name ? { id: `${prefix}${block.name}` } : {}
  return (
    <Heading level={level} size="xsmall" {...id}>
      {block.text}
    </Heading>
  )
}

function Rows({ table: { title, columns, rows } }: { table: Table }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled by keys must be reached by them
    <section className="scroll-x" aria-label={title} tabIndex={0}>
      <table>
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr>
            {columns.map(({ head, is_figure }) => (
              <th key={head} scope="col" className={is_figure ? 'document__figure' : undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have nothing but their place
            <tr key={place} className={`document__row--${row.role}`}>
              {row.cells.map((cell, at) => {
                const Cell = at === firstOf(row.cells) ? 'th' : 'td'
                return (
                  <Cell
                    // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column's
                    key={at}
                    scope={Cell === 'th' ? 'row' : undefined}
                    className={columns[at]?.is_figure ? 'document__figure' : undefined}
                  >
                    {cell.map((line, number) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing but their place
                      <div key={number}>
                        <Runs line={line} />
                      </div>
                    ))}
                  </Cell>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** The cell that names its row: the first that says anything. */
const firstOf = (cells: unknown[][]) => cells.findIndex(({ length }) => length > 0)
