import { useMutation } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { uploadImportMutation } from '../../../api/registry/@tanstack/react-query.gen'
import { useImportChanged } from '../../../features/imports/queries'
import { Steps } from '../../../features/imports/steps'
import { UploadBox } from '../../../features/imports/upload-box'
import { UploadExample } from '../../../features/imports/upload-example'
import { laterTexts } from '../../../i18n'
import { PageHeader } from '../../../ui/page-header'

export const Route = createFileRoute('/_app/imports/new')({ loader: laterTexts, component: NewImport })

function NewImport() {
  const { t } = useTranslation('imports')
  const navigate = useNavigate()
  const changed = useImportChanged()
  const upload = useMutation({
    ...uploadImportMutation(),
    onSuccess: async (made) => {
      await changed(made)
      await navigate({ to: '/imports/$id', params: { id: made.id } })
    },
  })
  const file = upload.variables?.body.file
  return (
    <>
      <PageHeader title={t('new')} crumbs={[{ label: t('title'), link: { to: '/imports' } }]} />
      <div className="stack">
        <Steps at="upload" />
        <UploadBox
          onFile={(chosen) => upload.mutate({ body: { file: chosen } })}
          sending={upload.isPending && file instanceof File ? file.name : undefined}
          error={upload.error}
        />
        <UploadExample />
      </div>
    </>
  )
}
