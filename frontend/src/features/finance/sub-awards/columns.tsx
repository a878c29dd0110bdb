import { CalendarIcon, TrashIcon, WalletIcon } from '@navikt/aksel-icons'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SubAwardOut } from '../../../api/registry/types.gen'
import { useLanguage } from '../../../i18n'
import { dat, num } from '../../../lib/format'
import type { Column } from '../../../ui/data-table'
import { IconActions } from '../../../ui/icon-actions'
import { Money } from '../../../ui/money'
import { useAwardWords } from './queries'
import type { Asked } from './sub-awards-part'

export function useAwardColumns(may: boolean, ask: (asked: Asked) => void): Column<SubAwardOut>[] {
  const { t } = useTranslation('sub_awards')
  const language = useLanguage()
  const columns: Column<SubAwardOut>[] = [
    {
      id: 'receiver',
      header: t('receiver'),
      cell: ({ receiver }) => (
        <Link to="/organisations/$id" params={{ id: receiver.id }}>
          {receiver.name}
        </Link>
      ),
    },
    { id: 'kind', header: t('kind'), cell: (award) => <Kind award={award} /> },
    {
      id: 'awarded_on',
      header: t('awarded_on'),
      nowrap: true,
      cell: ({ awarded_on }) => dat(language, awarded_on),
    },
    {
      id: 'amount',
      header: t('amount'),
      align: 'right',
      cell: ({ amount, currency }) => <Money amount={amount} currency={currency} />,
    },
    ...(['paid_out', 'repaid', 'outstanding'] as const).map(
      (sum): Column<SubAwardOut> => ({
        id: sum,
        header: t(sum),
        align: 'right',
        cell: (award) => <Money amount={award[sum]} />,
      }),
    ),
  ]
  const actions = (award: SubAwardOut) => <Actions award={award} may={may} ask={ask} />
  return [...columns, { id: 'actions', header: t('actions'), align: 'right', cell: actions }]
}

function Kind({ award: { kind, terms, note } }: { award: SubAwardOut }) {
  const { t } = useTranslation('sub_awards')
  const language = useLanguage()
  const interest = terms && num(language, terms.interest, { maximumFractionDigits: 6 })
  return (
    <>
      {t(kind)}
      {terms && (
        <span className="block small subtle">{t('terms', { interest, instalments: terms.instalments })}</span>
      )}
      {note && <span className="block small subtle">{note}</span>}
    </>
  )
}

interface ActionsProps {
  award: SubAwardOut
  may: boolean
  ask: (asked: Asked) => void
}

function Actions({ award, may, ask }: ActionsProps) {
  const { t } = useTranslation('sub_awards')
  const said = { award: useAwardWords()(award) }
  const unused = Number(award.paid_out) === 0
  const run = (what: Asked['what']) => () => ask({ what, award })
  return (
    <IconActions
      actions={[
        award.kind === 'loan' && {
          title: t('schedule_of', said),
          Icon: CalendarIcon,
          run: run('schedule'),
        },
        may && { title: t('pay_of', said), Icon: WalletIcon, run: run('payment') },
        may && unused && { title: t('remove_of', said), Icon: TrashIcon, run: run('remove') },
      ]}
    />
  )
}
