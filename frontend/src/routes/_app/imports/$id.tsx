import { useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { importQuery, outcomes } from '../../../features/imports/import-query'
import { ImportView } from '../../../features/imports/import-view'
import { useImportChanged } from '../../../features/imports/queries'
import { stateTones, stepOf } from '../../../features/imports/states'
import { Steps } from '../../../features/imports/steps'
import { laterTexts } from '../../../i18n'
import { choice, searchSchema, text } from '../../../lib/search'
import { PageHeader } from '../../../ui/page-header'
import { StatusTag } from '../../../ui/status-tag'

const search = searchSchema({
  step: choice(['columns']),
  outcome: choice(outcomes),
  after: text(),
})

export const Route = createFileRoute('/_app/imports/$id')({
  validateSearch: search,
  loader: async ({ context, params }) => {
    await Promise.all([context.queryClient.ensureQueryData(importQuery(params.id)), laterTexts()])
  },
  component: Import,
})

function Import() {
  const { t } = useTranslation('imports')
  const { id } = Route.useParams()
  const { step, outcome, after } = Route.useSearch()
  const { data } = useQuery(importQuery(id))
  const changed = useImportChanged()
  const version = useRef(data?.version)
  useEffect(() => {
    // A job moved it on: what is shown of its rows is no longer true.
    if (data && data.version !== version.current) {
      version.current = data.version
      void changed(data)
    }
  }, [data, changed])
  if (!data) return null
  const at = step === 'columns' && data.state === 'analysed' ? 'columns' : stepOf(data.state)
  return (
    <>
      <PageHeader
        title={data.file_name}
        crumbs={[{ label: t('title'), link: { to: '/imports' } }]}
        tags={
          <StatusTag status={data.state} tone={stateTones[data.state]} label={t(`states.${data.state}`)} />
        }
      />
      <div className="stack">
        <Steps at={at} finished={data.state === 'committed'} />
        <ImportView batch={data} atColumns={step === 'columns'} outcome={outcome} after={after} />
      </div>
    </>
  )
}
