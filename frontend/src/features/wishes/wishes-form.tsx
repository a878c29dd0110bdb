import '@navikt/ds-css/dist/component/readmore.css'
import './wishes.css'
import { Button, Heading, ReadMore } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  getPreferencesQueryKey,
  replacePreferencesMutation,
} from '../../api/notifications/@tanstack/react-query.gen'
import type { PreferencesOut } from '../../api/notifications/types.gen'
import { InlineError } from '../../ui/inline-error'
import { showSuccess } from '../../ui/toast'
import { ClockFields } from './clock-fields'
import { PlainChoice } from './plain-choice'
import { ProgrammeWishes } from './programme-wishes'
import { modeAt, type Rule, withMode } from './rules'
import { TopicList } from './topic-list'

const everything = { topic: '*', channel: 'email', programme_id: null } as const

/** How one hears of what: the plain choice on top, everything else below it. */
export function WishesForm({ found }: { found: PreferencesOut }) {
  const { t } = useTranslation('wishes')
  const cache = useQueryClient()
  const [rules, setRules] = useState<Rule[]>(found.rules)
  const [clock, setClock] = useState(found.clock)
  const save = useMutation({
    ...replacePreferencesMutation(),
    onSuccess: (now) => {
      cache.setQueryData(getPreferencesQueryKey(), now)
      showSuccess(t('saved'))
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate({ headers: { 'if-match': `"${found.version}"` }, body: { clock, rules } })
  }
  return (
    <form onSubmit={submit} className="wishes">
      <section className="wish-section">
        <PlainChoice
          legend={t('mail.legend')}
          description={t('mail.description')}
          value={modeAt(rules, everything) ?? 'immediate'}
          onChange={(mode) => setRules(withMode(rules, everything, mode))}
        />
      </section>
      <section className="wish-section" aria-labelledby="wishes-clock">
        <Heading level="2" size="small" id="wishes-clock">
          {t('clock.title')}
        </Heading>
        <p className="flush subtle">{t('clock.lead')}</p>
        <ClockFields clock={clock} onChange={setClock} />
        <p className="flush small subtle">{t('language')}</p>
      </section>
      <section className="wish-section" aria-labelledby="wishes-topics">
        <Heading level="2" size="small" id="wishes-topics">
          {t('topics.title')}
        </Heading>
        <p className="flush subtle">{t('topics.lead')}</p>
        <ReadMore header={t('topics.open')}>
          <TopicList
            topics={found.topics}
            rules={rules}
            onChange={(topic, channel, mode) =>
              setRules(withMode(rules, { topic, channel, programme_id: null }, mode))
            }
          />
        </ReadMore>
      </section>
      <section className="wish-section" aria-labelledby="wishes-programmes">
        <Heading level="2" size="small" id="wishes-programmes">
          {t('programme.title')}
        </Heading>
        <p className="flush subtle">{t('programme.lead')}</p>
        <ProgrammeWishes topics={found.topics} rules={rules} onChange={setRules} />
      </section>
      {save.error && <InlineError error={save.error} />}
      <Button loading={save.isPending}>{t('save')}</Button>
    </form>
  )
}
