import { Table } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { HeldTable } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { num } from '../../lib/format'

/** One line per purpose: people know what for, not which table. */
function byPurpose(tables: HeldTable[]): HeldTable[] {
  const lines = new Map<string, HeldTable>()
  for (const table of tables) {
    const key = `${table.purpose} ${table.on_erasure} ${table.kept_because}`
    const before = lines.get(key)
    lines.set(key, before ? { ...before, rows: before.rows + table.rows } : table)
  }
  return [...lines.values()]
}

/** What is stored of a person, and what an erasure would do to it. */
export function HoldingsTable({ tables }: { tables: HeldTable[] }) {
  const { t } = useTranslation('privacy')
  const language = useLanguage()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="scroll-x" aria-label={t('held.label')} tabIndex={0}>
      <Table size="small">
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell scope="col">{t('held.purpose')}</Table.HeaderCell>
            <Table.HeaderCell scope="col" align="right">
              {t('held.entries')}
            </Table.HeaderCell>
            <Table.HeaderCell scope="col">{t('held.on_erasure')}</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {byPurpose(tables).map((table) => (
            <Table.Row key={`${table.purpose} ${table.on_erasure} ${table.kept_because}`}>
              <Table.HeaderCell scope="row">{t(`purpose.${table.purpose}`)}</Table.HeaderCell>
              <Table.DataCell align="right" className="tabular">
                {num(language, table.rows)}
              </Table.DataCell>
              <Table.DataCell>
                {t(`on_erasure.${table.on_erasure}`)}
                {table.on_erasure !== 'delete' && table.kept_because && (
                  <span className="subtle"> {t(`kept_because.${table.kept_because}`)}</span>
                )}
              </Table.DataCell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </section>
  )
}
