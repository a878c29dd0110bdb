import '../budget.css'
import { PencilIcon, PlusIcon } from '@navikt/aksel-icons'
import { Button, Heading } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { getCoFinancingOptions } from '../../../api/registry/@tanstack/react-query.gen'
import type { CoFinancingOut } from '../../../api/registry/types.gen'
import { useLanguage } from '../../../i18n'
import { useMayOn } from '../../../lib/access'
import { num } from '../../../lib/format'
import { EmptyState } from '../../../ui/empty-state'
import { InlineError } from '../../../ui/inline-error'
import { Money } from '../../../ui/money'
import type { PartProps } from '../finance-parts'

const CoFinancingDialog = lazy(() =>
  import('./co-financing-dialog').then((part) => ({ default: part.CoFinancingDialog })),
)

/** Who carries what of a project's cost. */
export function CoFinancingPart({ projectId }: PartProps) {
  const { t } = useTranslation('co_financing')
  const may = useMayOn('budget.write', 'project', projectId)
  const { data, error, refetch } = useQuery(getCoFinancingOptions({ path: { project_id: projectId } }))
  const [changing, setChanging] = useState(false)
  if (error) return <InlineError error={error} retry={refetch} />
  if (!data) return <div className="pending" aria-busy />
  const told = data.total !== null
  const change = may && (
    <Button
      size="small"
      icon={told ? <PencilIcon aria-hidden /> : <PlusIcon aria-hidden />}
      onClick={() => setChanging(true)}
    >
      {told ? t('change') : t('set')}
    </Button>
  )
  return (
    <div className="stack">
      <div className="budget-head">
        <p className="flush subtle measure">{t('lead')}</p>
        {told && change}
      </div>
      {told ? (
        <Sources told={data} />
      ) : (
        <EmptyState title={t('empty')} action={change}>
          {t('empty_hint')}
        </EmptyState>
      )}
      <Suspense>
        {changing && (
          <CoFinancingDialog projectId={projectId} told={data} onClose={() => setChanging(false)} />
        )}
      </Suspense>
    </div>
  )
}

function Sources({ told }: { told: CoFinancingOut }) {
  const { t } = useTranslation('co_financing')
  const currency = told.currency ?? ''
  return (
    <section className="panel stack-small">
      <Heading level="2" size="small">
        {t('title')}
      </Heading>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="scroll-x" aria-label={t('title')} tabIndex={0}>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{t('source')}</th>
              <th scope="col">{t('share')}</th>
              <th scope="col">{t('amount')}</th>
            </tr>
          </thead>
          <tbody>
            {told.sources.map(({ organisation, share, amount, is_share }) => (
              <tr key={organisation.id}>
                <th scope="row">
                  <Link to="/organisations/$id" params={{ id: organisation.id }}>
                    {organisation.name}
                  </Link>
                  <span className="block small subtle">
                    {is_share ? t('agreed_share') : t('agreed_amount')}
                  </span>
                </th>
                <Share share={share} />
                <td>
                  <Money amount={amount} currency={currency} />
                </td>
              </tr>
            ))}
            {told.unfunded && told.unfunded.share !== '0' && (
              <tr>
                <th scope="row">{t('unfunded')}</th>
                <Share share={told.unfunded.share} />
                <td>
                  <Money amount={told.unfunded.amount} currency={currency} />
                </td>
              </tr>
            )}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('total')}</th>
              <Share share="100" />
              <td>
                <Money amount={told.total} currency={currency} />
              </td>
            </tr>
          </tfoot>
        </table>
      </section>
    </section>
  )
}

/** With all of its decimals: it is what was agreed on. */
function Share({ share }: { share: string }) {
  const language = useLanguage()
  return <td className="num">{`${num(language, share, { maximumFractionDigits: 6 })}\u00a0%`}</td>
}
