import { Button, LocalAlert } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  discardDefinitionDraftMutation,
  publishDefinitionVersionMutation,
} from '../../api/indicators/@tanstack/react-query.gen'
import type { DefinitionOut, VersionOut } from '../../api/indicators/types.gen'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { LinkButton } from '../../ui/link-button'
import { usePickText } from '../../ui/localised-view'
import { showSuccess } from '../../ui/toast'
import { match, useDefinitionChanged } from './queries'

/** A draft and what can become of it; only who looks after the library sees it. */
export function DraftPanel({ definition, draft }: { definition: DefinitionOut; draft: VersionOut }) {
  const { t } = useTranslation('library')
  const pick = usePickText()
  const changed = useDefinitionChanged()
  const [asking, setAsking] = useState<'publish' | 'discard'>()
  const name = pick(draft.name, draft.original_language)
  const path = { definition_id: definition.id, number: draft.number }
  const headers = match(definition)
  const publish = useMutation(publishDefinitionVersionMutation())
  const discard = useMutation(discardDefinitionDraftMutation())
  const uses = definition.versions.reduce((count, { use_count }) => count + use_count, 0)
  const isFirst = draft.number === 1
  const close = () => setAsking(undefined)
  return (
    <LocalAlert status="announcement" size="small" className="noprint">
      <LocalAlert.Header>
        <LocalAlert.Title as="h2">
          {isFirst ? t('draft_note') : t('draft_of_new_note', { number: draft.number })}
        </LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>
        <div className="form__buttons">
          <Button size="small" onClick={() => setAsking('publish')}>
            {t('publish')}
          </Button>
          <LinkButton to="/library/$id/draft" params={{ id: definition.id }} variant="secondary">
            {t('change_draft')}
          </LinkButton>
          {!isFirst && (
            <Button size="small" variant="tertiary" data-color="neutral" onClick={() => setAsking('discard')}>
              {t('discard_draft')}
            </Button>
          )}
        </div>
      </LocalAlert.Content>
      <ConfirmDialog
        open={asking === 'publish'}
        onClose={close}
        title={t('publish_title', { number: draft.number, name })}
        confirm={t('publish')}
        onConfirm={async () => {
          await changed(await publish.mutateAsync({ path, headers }))
          showSuccess(t('published_now', { name }))
        }}
      >
        <p>{t('publish_text')}</p>
        {uses > 0 && <p>{t('publish_uses', { count: uses })}</p>}
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'discard'}
        onClose={close}
        title={t('discard_title', { name })}
        confirm={t('discard_draft')}
        danger
        onConfirm={async () => {
          await changed(await discard.mutateAsync({ path, headers }))
          showSuccess(t('discarded_now'))
        }}
      >
        {t('discard_text')}
      </ConfirmDialog>
    </LocalAlert>
  )
}
