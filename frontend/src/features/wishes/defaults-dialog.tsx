import '@navikt/ds-css/dist/component/readmore.css'
import './wishes.css'
import { Button, Dialog, ReadMore } from '@navikt/ds-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  getPreferenceDefaultsOptions,
  getPreferenceDefaultsQueryKey,
  replacePreferenceDefaultsMutation,
} from '../../api/notifications/@tanstack/react-query.gen'
import type { PreferenceDefaultsOut } from '../../api/notifications/types.gen'
import { useMayOn } from '../../lib/access'
import { InlineError } from '../../ui/inline-error'
import { showSuccess } from '../../ui/toast'
import { PlainChoice } from './plain-choice'
import { modeAt, type Rule, withMode } from './rules'
import { TopicList } from './topic-list'

interface DefaultsDialogProps {
  programmeId: string
  onClose: () => void
}

const everything = { topic: '*', channel: 'email' } as const

/** What the managers of a programme lay down for whoever sets nothing else. */
export function DefaultsDialog({ programmeId, onClose }: DefaultsDialogProps) {
  const { t } = useTranslation('wishes')
  const path = { programme_id: programmeId }
  const { data, error, refetch } = useQuery(getPreferenceDefaultsOptions({ path }))
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Popup width="medium" closeOnOutsideClick={false}>
        <Dialog.Header>
          <Dialog.Title>{t('defaults.title')}</Dialog.Title>
        </Dialog.Header>
        {error && (
          <Dialog.Body>
            <InlineError error={error} retry={refetch} />
          </Dialog.Body>
        )}
        {data && <DefaultsForm programmeId={programmeId} found={data} onClose={onClose} />}
      </Dialog.Popup>
    </Dialog>
  )
}

function DefaultsForm({
  programmeId,
  found,
  onClose,
}: DefaultsDialogProps & { found: PreferenceDefaultsOut }) {
  const { t } = useTranslation('wishes')
  const may = useMayOn('programme.write', 'programme', programmeId)
  const cache = useQueryClient()
  const path = { programme_id: programmeId }
  const [rules, setRules] = useState<Rule[]>(found.rules)
  const save = useMutation({
    ...replacePreferenceDefaultsMutation(),
    onSuccess: (now) => {
      cache.setQueryData(getPreferenceDefaultsQueryKey({ path }), now)
      showSuccess(t('defaults.saved'))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const body = { rules: rules.map(({ topic, channel, mode }) => ({ topic, channel, mode })) }
    save.mutate({ path, headers: { 'if-match': `"${found.version}"` }, body })
  }
  return (
    <form onSubmit={submit}>
      <Dialog.Body>
        <div className="stack">
          <p className="flush subtle">{t('defaults.lead')}</p>
          <PlainChoice
            legend={t('defaults.legend')}
            value={modeAt(rules, everything) ?? 'immediate'}
            {...(may && { onChange: (mode) => setRules(withMode(rules, everything, mode)) })}
          />
          <ReadMore header={t('topics.open')}>
            <TopicList
              topics={found.topics}
              rules={rules}
              {...(may && {
                onChange: (topic, channel, mode) => setRules(withMode(rules, { topic, channel }, mode)),
              })}
            />
          </ReadMore>
          {save.error && <InlineError error={save.error} />}
        </div>
      </Dialog.Body>
      {may && (
        <Dialog.Footer>
          <Button type="button" variant="secondary" data-color="neutral" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button loading={save.isPending}>{t('save')}</Button>
        </Dialog.Footer>
      )}
    </form>
  )
}
