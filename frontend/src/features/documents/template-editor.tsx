import './templates.css'
import { Button } from '@navikt/ds-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { getDocumentTemplateQueryKey } from '../../api/registry/@tanstack/react-query.gen'
import { layDownDocumentTemplate } from '../../api/registry/sdk.gen'
import type { DocumentTemplateOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { showSuccess } from '../../ui/toast'
import { begun, house, type TemplateValues, told } from './template-form'
import { TemplateParts } from './template-parts'
import { TemplatePreview } from './template-preview'

/** How documents of one kind are laid out: chosen on one side, seen on the other. */
export function TemplateEditor({ found }: { found: DocumentTemplateOut }) {
  const { t } = useTranslation('documents')
  const cache = useQueryClient()
  // What is read anew meanwhile is somebody else's: this was begun on what was read first.
  const [base, setBase] = useState(found)
  const path = { programme_id: found.programme_id, kind: found.kind }
  const form = useForm<TemplateValues>({ defaultValues: begun(found) })
  const save = async (values: TemplateValues) => {
    const { data } = await layDownDocumentTemplate({
      path,
      headers: { 'if-match': `"${base.version}"` },
      body: told(values),
      throwOnError: true,
    })
    form.reset(begun(data))
    setBase(data)
    cache.setQueryData(getDocumentTemplateQueryKey({ path }), data)
    showSuccess(t('saved'))
  }
  return (
    <div className="template-editor">
      <ErrorSummaryForm form={form} submit={t('save')} onSubmit={save}>
        <State found={base} />
        <TemplateParts choices={found.choices} />
        <div>
          <Button
            type="button"
            size="small"
            variant="secondary"
            data-color="neutral"
            onClick={() => form.setValue('parts', house(found).parts, { shouldDirty: true })}
          >
            {t('take_house')}
          </Button>
        </div>
        <TemplatePreview kind={found.kind} programmeId={found.programme_id} />
      </ErrorSummaryForm>
    </div>
  )
}

function State({ found }: { found: DocumentTemplateOut }) {
  const { t } = useTranslation('documents')
  const language = useLanguage()
  const { version, laid_down_at } = found
  return (
    <p className="flush">
      {laid_down_at ? t('version', { number: version, when: datetime(language, laid_down_at) }) : t('house')}
    </p>
  )
}
