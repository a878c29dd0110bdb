import '@navikt/ds-css/dist/component/progressbar.css'
import { BodyShort, Button, Heading, ProgressBar } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cancelImportMutation } from '../../api/registry/@tanstack/react-query.gen'
import type { ImportOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { num } from '../../lib/format'
import { InlineError } from '../../ui/inline-error'
import { useImportChanged } from './queries'

/** A step that a job is doing: how far it is, and a way to stop it. */
export function Running({ batch }: { batch: ImportOut }) {
  const { t } = useTranslation('imports')
  const language = useLanguage()
  const changed = useImportChanged()
  const [asked, setAsked] = useState(false)
  const cancel = useMutation({ ...cancelImportMutation(), onSuccess: changed })
  const { done = 0, total = 1 } = batch.progress ?? {}
  const state = batch.state as 'analysing' | 'committing' | 'undoing'
  return (
    <section className="panel stack" aria-labelledby="import-running" aria-live="polite">
      <Heading level="2" size="small" id="import-running">
        {t(`running.${state}`)}
      </Heading>
      {state !== 'undoing' && (
        <>
          <ProgressBar value={done} valueMax={Math.max(total, 1)} aria-labelledby="import-running" />
          <BodyShort className="tabular">
            {t('running.done', { done: num(language, done), total: num(language, total) })}
          </BodyShort>
        </>
      )}
      <BodyShort size="small" textColor="subtle">
        {t('running.safe')}
      </BodyShort>
      {cancel.error ? <InlineError error={cancel.error} /> : null}
      {state !== 'undoing' && (
        <div>
          <Button
            size="small"
            variant="secondary"
            data-color="neutral"
            disabled={asked}
            onClick={() => {
              setAsked(true)
              cancel.mutate({ path: { import_id: batch.id } }, { onError: () => setAsked(false) })
            }}
          >
            {asked ? t('running.cancel_asked') : t('running.cancel')}
          </Button>
        </div>
      )}
    </section>
  )
}
