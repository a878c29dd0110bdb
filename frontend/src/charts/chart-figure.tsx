import { DownloadIcon } from '@navikt/aksel-icons'
import { Button, ToggleGroup } from '@navikt/ds-react'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Cell, csvText, download } from '../lib/csv'
import { useMedia } from '../lib/use-media'

export interface ChartTable {
  head: string[]
  /** The first cell names the row. Numbers as they are read; `csv` may hold them as they are calculated with. */
  rows: Cell[][]
  csv?: Cell[][]
}

export interface ChartFigureProps {
  title: string
  /** What the picture says, in one sentence with its figures. */
  summary: string
  table: ChartTable
  /** The drawing; without it there is only the table. */
  children: ReactNode
  /** For drawings that say nothing on a phone. */
  tableOnPhone?: boolean
  level?: '2' | '3' | '4' | '5'
  /** What the file is called, where the title alone would not tell. */
  file?: string
}

/** Every chart is shown through this: its title, what it says in words, the same as a table and as a file. */
export function ChartFigure({
  title,
  summary,
  table,
  children,
  tableOnPhone,
  level = '3',
  file = title,
}: ChartFigureProps) {
  const { t } = useTranslation()
  const phone = useMedia('(max-width: 639px)')
  const [chosen, setChosen] = useState<string>()
  const view = chosen ?? (tableOnPhone && phone ? 'table' : 'chart')
  const id = useId()
  const Title = `h${level}` as const
  const save = () => download(`${file}.csv`, csvText([table.head, ...(table.csv ?? table.rows)]))
  return (
    <figure className="chart-figure" aria-labelledby={id}>
      <figcaption>
        <Title id={id}>{title}</Title>
        <p>{summary}</p>
      </figcaption>
      <div className="chart-figure__tools noprint">
        <ToggleGroup size="small" value={view} onChange={setChosen} aria-label={t('chart.view')}>
          <ToggleGroup.Item value="chart" label={t('chart.chart')} />
          <ToggleGroup.Item value="table" label={t('chart.table')} />
        </ToggleGroup>
        <Button
          size="small"
          variant="tertiary"
          icon={<DownloadIcon title={`${t('chart.csv')}: ${title}`} />}
          onClick={save}
        />
      </div>
      <div className="chart-figure__body">
        {view === 'chart' ? children : <Figures table={table} title={title} />}
      </div>
    </figure>
  )
}

function Figures({ table, title }: { table: ChartTable; title: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="scroll-x" aria-label={title} tabIndex={0}>
      <table className="figures">
        <thead>
          <tr>
            {table.head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(([name, ...cells]) => (
            <tr key={String(name)}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => (
                <td key={table.head[index + 1] ?? index}>{cell ?? '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
