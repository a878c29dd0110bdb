import './funding.css'
import { PencilIcon, PlusIcon, TrashIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  ApplicationOutcome,
  FundingApplicationOut,
  FundingRoundOut,
  ListFundingApplicationsData,
} from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { type Column, DataTable } from '../../ui/data-table'
import { EmptyState } from '../../ui/empty-state'
import { IconActions } from '../../ui/icon-actions'
import { Money } from '../../ui/money'
import { StatusTag, type Tone } from '../../ui/status-tag'
import { applicationsQuery } from './queries'

// Dialogs are heavy, and most people only read: they come when they are asked for.
const ApplicationDialog = lazy(() =>
  import('./application-dialog').then((part) => ({ default: part.ApplicationDialog })),
)
const RemoveApplication = lazy(() => import('./remove').then((part) => ({ default: part.RemoveApplication })))

const tones: Record<ApplicationOutcome, Tone> = {
  applied: 'info',
  granted: 'success',
  refused: 'danger',
  withdrawn: 'neutral',
}

type Asked =
  | { what: 'form'; application?: FundingApplicationOut }
  | { what: 'remove'; application: FundingApplicationOut }

interface ApplicationsProps {
  round: FundingRoundOut
  asked: NonNullable<ListFundingApplicationsData['query']>
  may: boolean
}

/** Who applied in a round, and what came of it. */
export function Applications({ round, asked: query, may }: ApplicationsProps) {
  const { t } = useTranslation('funding')
  const applications = useQuery({
    ...applicationsQuery(round.id, query),
    placeholderData: keepPreviousData,
  })
  const [asked, setAsked] = useState<Asked>()
  const columns = useColumns(may ? setAsked : undefined)
  const close = () => setAsked(undefined)
  const add = may && (
    <Button size="small" icon={<PlusIcon aria-hidden />} onClick={() => setAsked({ what: 'form' })}>
      {t('add_application')}
    </Button>
  )
  const none = round.application_count === 0
  return (
    <>
      <DataTable
        label={t('applications')}
        columns={columns}
        query={applications}
        rowId={(row) => row.id}
        sort={query.sort ?? 'name'}
        count={(count) => t('count', { count })}
        tools={add}
        empty={
          <EmptyState title={none ? t('no_applications') : t('nothing_found')}>
            {none ? t('no_applications_hint') : t('nothing_found_hint')}
          </EmptyState>
        }
      />
      <Suspense>
        {asked?.what === 'form' && (
          <ApplicationDialog round={round} known={asked.application} onClose={close} />
        )}
        {asked?.what === 'remove' && (
          <RemoveApplication round={round} application={asked.application} onClose={close} />
        )}
      </Suspense>
    </>
  )
}

function useColumns(ask: ((asked: Asked) => void) | undefined): Column<FundingApplicationOut>[] {
  const { t } = useTranslation('funding')
  const language = useLanguage()
  const columns: Column<FundingApplicationOut>[] = [
    {
      id: 'partnership',
      header: t('partnership'),
      sort: 'name',
      cell: ({ partnership: { id, name } }) => (
        <Link to="/partnerships/$id" params={{ id }}>
          {name}
        </Link>
      ),
    },
    {
      id: 'supported',
      header: t('support'),
      cell: ({ is_supported }) => (is_supported ? t('is_supported') : t('is_not_supported')),
    },
    {
      id: 'applied_on',
      header: t('applied_on'),
      sort: 'applied_on',
      nowrap: true,
      cell: ({ applied_on }) => dat(language, applied_on),
    },
    {
      id: 'outcome',
      header: t('outcome'),
      cell: ({ outcome }) => (
        <StatusTag status={outcome} tone={tones[outcome]} label={t(`outcomes.${outcome}`)} />
      ),
    },
    {
      id: 'decided_on',
      header: t('outcome_day'),
      nowrap: true,
      cell: ({ decided_on }) => (decided_on ? dat(language, decided_on) : '–'),
    },
    {
      id: 'amount',
      header: t('amount'),
      align: 'right',
      cell: ({ amount, currency }) =>
        amount && currency ? <Money amount={amount} currency={currency} /> : '–',
    },
  ]
  if (!ask) return columns
  const actions: Column<FundingApplicationOut> = {
    id: 'actions',
    header: t('actions'),
    align: 'right',
    cell: (application) => <Actions application={application} ask={ask} />,
  }
  return [...columns, actions]
}

interface ActionsProps {
  application: FundingApplicationOut
  ask: (asked: Asked) => void
}

function Actions({ application, ask }: ActionsProps) {
  const { t } = useTranslation('funding')
  const { name } = application.partnership
  return (
    <IconActions
      actions={[
        { title: t('change_of', { name }), Icon: PencilIcon, run: () => ask({ what: 'form', application }) },
        {
          title: t('remove_of', { name }),
          Icon: TrashIcon,
          run: () => ask({ what: 'remove', application }),
        },
      ]}
    />
  )
}
