import './funding.css'
import { PencilIcon, PlusIcon, TrashIcon } from '@navikt/aksel-icons'
import { Button, Heading } from '@navikt/ds-react'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FundingRoundOut, FunnelOut, FunnelRound } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { dat, num } from '../../lib/format'
import { allRows, type Column, DataTable } from '../../ui/data-table'
import { EmptyState } from '../../ui/empty-state'
import { IconActions } from '../../ui/icon-actions'
import { LocalisedView, usePickText } from '../../ui/localised-view'

// Dialogs are heavy, and most people only read: they come when they are asked for.
const RoundDialog = lazy(() => import('./round-dialog').then((part) => ({ default: part.RoundDialog })))
const RemoveRound = lazy(() => import('./remove').then((part) => ({ default: part.RemoveRound })))

type Asked = { what: 'form'; round?: FundingRoundOut } | { what: 'remove'; round: FundingRoundOut }

/** The rounds that a programme follows, each leading to who applied in it. */
export function Rounds({ funnel, may }: { funnel: FunnelOut; may: boolean }) {
  const { t } = useTranslation('funding')
  const [asked, setAsked] = useState<Asked>()
  const columns = useColumns(may ? setAsked : undefined)
  const close = () => setAsked(undefined)
  const add = may && (
    <Button size="small" icon={<PlusIcon aria-hidden />} onClick={() => setAsked({ what: 'form' })}>
      {t('add_round')}
    </Button>
  )
  return (
    <section className="stack stack--close">
      <Heading level="2" size="small">
        {t('rounds')}
      </Heading>
      {funnel.rounds.length === 0 ? (
        <EmptyState title={t('no_rounds')} action={add}>
          {t('no_rounds_hint')}
        </EmptyState>
      ) : (
        <DataTable
          label={t('rounds')}
          columns={columns}
          query={allRows(funnel.rounds)}
          rowId={({ round }) => round.id}
          tools={add}
        />
      )}
      <Suspense>
        {asked?.what === 'form' && (
          <RoundDialog programmeId={funnel.programme.id} known={asked.round} onClose={close} />
        )}
        {asked?.what === 'remove' && <RemoveRound round={asked.round} onClose={close} />}
      </Suspense>
    </section>
  )
}

function useColumns(ask: ((asked: Asked) => void) | undefined): Column<FunnelRound>[] {
  const { t } = useTranslation('funding')
  const language = useLanguage()
  const day = (key: 'opened_on' | 'closed_on' | 'decided_on'): Column<FunnelRound> => ({
    id: key,
    header: t(key),
    nowrap: true,
    cell: ({ round }) => (round[key] ? dat(language, round[key]) : '–'),
  })
  const columns: Column<FunnelRound>[] = [
    { id: 'name', header: t('round'), cell: ({ round }) => <RoundLink round={round} /> },
    { id: 'giver', header: t('giver'), cell: ({ round }) => round.giver?.name ?? '–' },
    day('opened_on'),
    day('closed_on'),
    day('decided_on'),
    {
      id: 'applications',
      header: t('applications'),
      align: 'right',
      cell: ({ round }) => num(language, round.application_count),
    },
  ]
  if (!ask) return columns
  const actions: Column<FunnelRound> = {
    id: 'actions',
    header: t('actions'),
    align: 'right',
    cell: ({ round }) => <Actions round={round} ask={ask} />,
  }
  return [...columns, actions]
}

function RoundLink({ round }: { round: FundingRoundOut }) {
  return (
    <Link to="/programmes/$id/funding/$round" params={{ id: round.programme.id, round: round.id }}>
      <LocalisedView text={round.name} original={round.original_language} />
    </Link>
  )
}

function Actions({ round, ask }: { round: FundingRoundOut; ask: (asked: Asked) => void }) {
  const { t } = useTranslation('funding')
  const name = usePickText()(round.name, round.original_language)
  return (
    <IconActions
      actions={[
        { title: t('change_of', { name }), Icon: PencilIcon, run: () => ask({ what: 'form', round }) },
        round.application_count === 0 && {
          title: t('remove_of', { name }),
          Icon: TrashIcon,
          run: () => ask({ what: 'remove', round }),
        },
      ]}
    />
  )
}
