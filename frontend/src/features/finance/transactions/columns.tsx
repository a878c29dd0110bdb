import { ArrowUndoIcon } from '@navikt/aksel-icons'
import { Button, Tag } from '@navikt/ds-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Party, TransactionOut } from '../../../api/registry/types.gen'
import { useLanguage } from '../../../i18n'
import { dat, num } from '../../../lib/format'
import type { Column } from '../../../ui/data-table'
import { Money } from '../../../ui/money'
import { useEntryWords } from './entry-words'

/** Without `reverse` the reader may change nothing. */
export function useTransactionColumns(
  reverse: ((entry: TransactionOut) => void) | undefined,
): Column<TransactionOut>[] {
  const { t } = useTranslation('transactions')
  const language = useLanguage()
  const words = useEntryWords()
  const columns: Column<TransactionOut>[] = [
    { id: 'kind', header: t('kind'), cell: (entry) => <Kind entry={entry} /> },
    { id: 'date', header: t('date'), nowrap: true, cell: (entry) => dat(language, entry.happened_on) },
    { id: 'giver', header: t('giver'), cell: ({ giver }) => <PartyLink party={giver} /> },
    { id: 'receiver', header: t('receiver'), cell: ({ receiver }) => <PartyLink party={receiver} /> },
    { id: 'amount', header: t('amount'), align: 'right', cell: (entry) => <Amount entry={entry} /> },
    { id: 'about', header: t('about'), width: '11rem', cell: (entry) => <About entry={entry} /> },
  ]
  if (!reverse) return columns
  const action = (entry: TransactionOut) =>
    entry.reverses_id === null &&
    entry.reversed_by_id === null && (
      <Button
        className="noprint"
        size="small"
        variant="tertiary"
        data-color="neutral"
        icon={<ArrowUndoIcon title={t('reverse_entry', { entry: words(entry) })} />}
        onClick={() => reverse(entry)}
      />
    )
  return [...columns, { id: 'actions', header: t('actions'), align: 'right', cell: action }]
}

function Kind({ entry }: { entry: TransactionOut }) {
  const { t } = useTranslation('transactions')
  const mark = entry.reverses_id ? t('reversal') : entry.reversed_by_id ? t('reversed') : undefined
  return (
    <span className="entry-kind">
      {t(`kinds.${entry.kind}`)}
      {mark && (
        <Tag size="xsmall" variant="moderate" data-color="neutral">
          {mark}
        </Tag>
      )}
    </span>
  )
}

function PartyLink({ party }: { party: Party | null }) {
  if (!party) return '–'
  return (
    <Link to="/organisations/$id" params={{ id: party.id }}>
      {party.name}
    </Link>
  )
}

function Amount({ entry: { amount, currency, converted } }: { entry: TransactionOut }) {
  const { t } = useTranslation('transactions')
  const language = useLanguage()
  return (
    <>
      <Money amount={amount} currency={currency} />
      {converted && converted.currency !== currency && (
        <span className="block small subtle">
          {converted.amount === null || converted.rate === null || converted.rate_on === null
            ? t('rate_missing', { currency: converted.currency })
            : t('converted', {
                amount: num(language, converted.amount, { maximumFractionDigits: 2 }),
                currency: converted.currency,
                rate: num(language, converted.rate, { maximumFractionDigits: 10 }),
                day: dat(language, converted.rate_on),
              })}
        </span>
      )}
    </>
  )
}

/** The voucher, the budget line, and what somebody said of it. */
function About({ entry: { voucher, budget_line, note, reason } }: { entry: TransactionOut }) {
  const { t } = useTranslation('transactions')
  const parts = [
    voucher && t('voucher_no', { voucher }),
    budget_line && t('line', { year: budget_line.year, funder: budget_line.funder }),
    note,
    reason,
  ]
  return parts.filter(Boolean).map((part) => (
    <span key={part} className="block">
      {part}
    </span>
  ))
}
