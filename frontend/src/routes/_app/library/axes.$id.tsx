import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AxisArchiveButton } from '../../../features/library/axis-archive-button'
import { axisQuery } from '../../../features/library/axis-queries'
import { AxisView } from '../../../features/library/axis-view'
import { laterTexts, useLanguage } from '../../../i18n'
import { pickText } from '../../../lib/languages'
import { usePickText } from '../../../ui/localised-view'
import { PageHeader } from '../../../ui/page-header'
import { StatusTag } from '../../../ui/status-tag'

export const Route = createFileRoute('/_app/library/axes/$id')({
  loader: laterTexts,
  component: Axis,
})

function Axis() {
  const { t } = useTranslation('library')
  const { id } = Route.useParams()
  const { data } = useSuspenseQuery(axisQuery(id))
  const language = useLanguage()
  const pick = usePickText()
  const name = pickText(data.name, language, data.original_language)
  const { programme } = data
  const where = programme ? pick(programme.title, programme.original_language) : t('of_installation')
  return (
    <>
      <PageHeader
        title={name?.text ?? data.code}
        lang={name?.lang}
        crumbs={[
          { label: t('title'), link: { to: '/library' } },
          { label: t('axis.title'), link: { to: '/library/axes' } },
        ]}
        lead={`${data.code} · ${where} · ${t('axis.uses', { count: data.use_count })}`}
        tags={data.archived && <StatusTag status="archived" label={t('archived')} />}
        actions={data.may_change && <AxisArchiveButton axis={data} name={name?.text ?? data.code} />}
      />
      <AxisView axis={data} />
    </>
  )
}
