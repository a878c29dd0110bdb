import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { changePracticeMutation } from '../../../api/registry/@tanstack/react-query.gen'
import { PracticeView } from '../../../features/practices/practice-view'
import { practiceQuery, tones, usePracticeChanged } from '../../../features/practices/queries'
import { laterTexts, useLanguage } from '../../../i18n'
import { useMayOn } from '../../../lib/access'
import { pickText } from '../../../lib/languages'
import { flag, searchSchema } from '../../../lib/search'
import { LinkButton } from '../../../ui/link-button'
import { PageHeader } from '../../../ui/page-header'
import { StatusTag } from '../../../ui/status-tag'
import { showSuccess } from '../../../ui/toast'

// The form and the steps are for few: most read.
const PracticeForm = lazy(() =>
  import('../../../features/practices/practice-form').then((part) => ({ default: part.PracticeForm })),
)
const PracticeSteps = lazy(() =>
  import('../../../features/practices/practice-steps').then((part) => ({ default: part.PracticeSteps })),
)

export const Route = createFileRoute('/_app/practices/$id')({
  validateSearch: searchSchema({ edit: flag() }),
  loader: laterTexts,
  component: Practice,
})

function Practice() {
  const { t } = useTranslation('practices')
  const { id } = Route.useParams()
  const { edit } = Route.useSearch()
  const { data } = useSuspenseQuery(practiceQuery(id))
  const language = useLanguage()
  const may = useMayOn('programme.write', 'programme', data.programme.id)
  const title = pickText(data.title, language, data.original_language)
  return (
    <>
      <PageHeader
        title={title?.text ?? ''}
        lang={title?.lang}
        crumbs={[{ label: t('title'), link: { to: '/practices' } }]}
        tags={<StatusTag status={data.state} tone={tones[data.state]} label={t(`state.${data.state}`)} />}
        actions={
          may &&
          !edit && (
            <LinkButton to="/practices/$id" params={{ id }} search={{ edit: true }}>
              {t('change')}
            </LinkButton>
          )
        }
      />
      <Suspense>
        {may && edit ? (
          <Edit id={id} />
        ) : (
          <PracticeView practice={data} steps={may && <PracticeSteps practice={data} />} />
        )}
      </Suspense>
    </>
  )
}

function Edit({ id }: { id: string }) {
  const { t } = useTranslation('practices')
  const { data } = useSuspenseQuery(practiceQuery(id))
  const navigate = useNavigate()
  const changed = usePracticeChanged()
  const back = () => navigate({ to: '/practices/$id', params: { id } })
  const change = useMutation({
    ...changePracticeMutation(),
    onSuccess: async (now) => {
      showSuccess(t('written'))
      await changed(now)
      await back()
    },
  })
  const headers = { 'if-match': `"${data.version}"` }
  return (
    <PracticeForm
      practice={data}
      submit={t('save_draft')}
      // It stays in its programme.
      onSubmit={({ programme_id: _, ...body }) =>
        change.mutateAsync({ path: { practice_id: id }, body, headers })
      }
      onCancel={() => void back()}
    />
  )
}
