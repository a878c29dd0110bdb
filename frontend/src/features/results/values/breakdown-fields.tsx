import { Checkbox, Loader, TextField } from '@navikt/ds-react'
import { useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getAxisOptions } from '../../../api/indicators/@tanstack/react-query.gen'
import type { EntryDetail, IndicatorOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { pickText } from '../../../lib/languages'
import { InlineError } from '../../../ui/inline-error'
import { type Axis, crossTable } from './breakdown'
import type { Draft } from './draft'

interface CellsProps {
  newest: Pick<EntryDetail, 'cells'> | undefined
  draft: Draft
  change: (some: Partial<Draft>) => void
  errorOf: (leaf: string) => string | undefined
  error: string | undefined
}

interface BreakdownProps extends CellsProps {
  indicator: IndicatorOut
}

/** The groups that a value is made of, as a small table; what is not known has a group, too. */
export function BreakdownFields(props: BreakdownProps) {
  const { t } = useTranslation('values')
  const found = useQueries({
    queries: props.indicator.axis_ids.map((id) => ({
      ...getAxisOptions({ path: { axis_id: id } }),
      staleTime: 60_000,
    })),
  })
  const failed = found.find(({ isError }) => isError)
  if (failed) return <InlineError error={failed.error} retry={failed.refetch} />
  const axes = found.flatMap(({ data }) => (data ? [data] : []))
  if (axes.length < found.length) return <Loader size="small" title={t('groups.loading')} />
  return <Cells {...props} axes={axes} />
}

export function Cells({ axes, newest, draft, change, errorOf, error }: CellsProps & { axes: Axis[] }) {
  const { t } = useTranslation('values')
  const language = useLanguage()
  const { columns, rows } = crossTable(axes, newest)
  const name = (one: Pick<Axis, 'name'>) => pickText(one.name, language)?.text ?? ''
  const down = axes.slice(0, -1)
  return (
    <fieldset className="entry-form__links">
      <legend>{t('groups.title')}</legend>
      <p className="flush values__kept">{t('groups.hint')}</p>
      <div className="breakdown">
        <table>
          <thead>
            <tr>
              {down.map((axis) => (
                <th key={axis.id} scope="col">
                  {name(axis)}
                </th>
              ))}
              {columns.map((column) => (
                <th key={column.id} scope="col">
                  {name(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                {row.categories.map((category) => (
                  <th key={category.id} scope="row">
                    {name(category)}
                  </th>
                ))}
                {row.leaves.map((leaf) => (
                  <td key={leaf.key}>
                    <TextField
                      hideLabel
                      size="small"
                      label={leaf.categories.map(name).join(', ')}
                      autoComplete="off"
                      value={draft.cells[leaf.key] ?? ''}
                      error={errorOf(leaf.key)}
                      onChange={(event) =>
                        change({ cells: { ...draft.cells, [leaf.key]: event.target.value } })
                      }
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {error && (
        <p className="flush aksel-error-message" role="alert">
          {error}
        </p>
      )}
      <Checkbox
        size="small"
        checked={draft.is_partial}
        onChange={(event) => change({ is_partial: event.target.checked })}
      >
        {t('groups.partial')}
      </Checkbox>
    </fieldset>
  )
}
