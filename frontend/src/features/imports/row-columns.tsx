import { useTranslation } from 'react-i18next'
import type { ImportOut, ImportRowOut, ReasonOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { useCountries } from '../../lib/countries'
import { money } from '../../lib/format'
import type { Column } from '../../ui/data-table'
import { Money } from '../../ui/money'
import { StatusTag } from '../../ui/status-tag'
import { outcomeTones } from './states'

export function useRowColumns(batch: ImportOut): Column<ImportRowOut>[] {
  const { t } = useTranslation('imports')
  const columns = batch.settings?.columns
  const cell = (row: ImportRowOut, field: 'project_code' | 'project_title') => {
    const index = columns?.[field]
    return index === undefined ? '' : (row.cells[index] ?? '')
  }
  return [
    {
      id: 'row',
      header: t('check.row'),
      nowrap: true,
      cell: (row) => (
        <span className="import-row">
          {row.row_number}
          {row.outcome && (
            <StatusTag
              status={row.outcome}
              tone={outcomeTones[row.outcome]}
              label={t(`check.outcomes.${row.outcome}`)}
            />
          )}
        </span>
      ),
    },
    {
      id: 'project',
      header: t('check.project'),
      width: '24%',
      cell: (row) => (
        <>
          <strong>{cell(row, 'project_code')}</strong> {cell(row, 'project_title')}
        </>
      ),
    },
    {
      id: 'line',
      header: t('check.line'),
      align: 'right',
      width: '12rem',
      cell: (row) =>
        row.line && (
          <>
            <Money amount={row.line.amount} currency={row.line.currency} />
            <span className="import-line">
              {row.line.year}, {row.line.funder}
            </span>
          </>
        ),
    },
    { id: 'what', header: t('check.what'), cell: (row) => <Happening row={row} /> },
  ]
}

/** The budget line has a column of its own, and a new partnership is of course the project's. */
function told({ creates }: ImportRowOut): [type: string, names: string[]][] {
  const fresh = new Set(creates.filter(({ type }) => type === 'partnership').map(({ name }) => name))
  const kinds = new Map<string, string[]>()
  for (const { type, name } of creates) {
    if (type === 'budget_line' || (type === 'tie' && fresh.has(name))) continue
    kinds.set(type, [...(kinds.get(type) ?? []), name])
  }
  return [...kinds]
}

function Happening({ row }: { row: ImportRowOut }) {
  const { t } = useTranslation('imports')
  const language = useLanguage()
  const { countryName } = useCountries()
  const words = (type: string, name: string) => (type === 'country' ? countryName(name) : name)
  const found = row.names.filter(
    ({ text, organisation_name }) => organisation_name && organisation_name !== text,
  )
  return (
    <ul className="import-happening">
      {row.reasons.map((reason) => (
        <li key={`${reason.code}${reason.cell}${reason.text}`} data-refusal>
          <Reason reason={reason} />
        </li>
      ))}
      {row.changes.map(({ field, old, new: becomes }) => (
        <li key={field}>
          {t('check.amount_changes', { old: money(language, old), new: money(language, becomes) })}
        </li>
      ))}
      {told(row).map(([type, names]) => (
        <li key={type}>
          {t(`creates.${type as 'project'}`, { name: names.map((name) => words(type, name)).join('; ') })}
        </li>
      ))}
      {row.notes.includes('title_differs') && <li>{t('check.title_differs')}</li>}
      {found.length > 0 && (
        <li className="subtle small">
          {found
            .map(({ text, organisation_name, how }) =>
              t('check.matched_as', {
                text,
                name: organisation_name,
                how: t(`how.${(how ?? 'name') as 'name'}`),
              }),
            )
            .join('; ')}
        </li>
      )}
    </ul>
  )
}

function Reason({ reason }: { reason: ReasonOut }) {
  const { t, i18n } = useTranslation('imports')
  const key = `reasons.${reason.code}`
  const words = i18n.exists(key, { ns: 'imports' }) ? t(key as 'reasons.row_too_long') : reason.message
  return (
    <>
      {reason.cell && <strong>{t('check.in_cell', { cell: reason.cell })}: </strong>}
      {words}
      {reason.text && reason.code !== 'duplicate_line' && (
        <>
          {' '}
          <q>{reason.text}</q>
        </>
      )}
    </>
  )
}
