import { Checkbox, Heading, Select } from '@navikt/ds-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { TopicOut } from '../../api/notifications/types.gen'
import { type Channel, type Mode, modeAt, type Rule } from './rules'

export interface TopicListProps {
  topics: readonly TopicOut[]
  rules: readonly Rule[]
  onChange?: (topic: string, channel: Channel, mode: Mode | undefined) => void
}

/** Topics arrive while running, so their keys cannot be typed. */
type Say = (key: string, values?: Record<string, unknown>) => string

const modes: Mode[] = ['immediate', 'hourly', 'daily', 'weekly', 'off']

/** How one hears of each kind of news, group by group. */
export function TopicList({ topics, rules, onChange }: TopicListProps) {
  const { t } = useTranslation('wishes')
  // There may be one for each of several programmes.
  const id = useId()
  const categories = [...new Set(topics.map((topic) => topic.category))]
  return categories.map((category) => (
    <div key={category} className="wish-group">
      <Heading level="3" size="xsmall" id={`${id}-${category}`}>
        {t(`category.${category}`)}
      </Heading>
      <ul className="wish-topics" aria-labelledby={`${id}-${category}`}>
        {topics
          .filter((topic) => topic.category === category)
          .map((topic) => (
            <TopicRow key={topic.key} topic={topic} rules={rules} onChange={onChange} />
          ))}
      </ul>
    </div>
  ))
}

interface TopicRowProps {
  topic: TopicOut
  rules: readonly Rule[]
  onChange: TopicListProps['onChange']
}

function TopicRow({ topic, rules, onChange }: TopicRowProps) {
  const { t } = useTranslation(['wishes', 'deliveries'])
  const name = (t as unknown as Say)(`deliveries:topic.${topic.key}`, { defaultValue: topic.key })
  if (topic.is_mandatory) {
    return (
      <li>
        <span>{name}</span>
        <span className="subtle wish-always">{t('wishes:always')}</span>
      </li>
    )
  }
  const inbox = modeAt(rules, { topic: topic.key, channel: 'inbox' })
  const email = modeAt(rules, { topic: topic.key, channel: 'email' })
  const usual = topic.by_email.because === 'own' ? undefined : topic.by_email.mode
  return (
    <li>
      <span>{name}</span>
      <Checkbox
        size="small"
        checked={(inbox ?? topic.in_inbox.mode) !== 'off'}
        readOnly={!onChange}
        onChange={(event) => onChange?.(topic.key, 'inbox', event.target.checked ? 'immediate' : 'off')}
      >
        {t('wishes:in_inbox')}
        <span className="sr-only">: {name}</span>
      </Checkbox>
      <Select
        size="small"
        label={t('wishes:by_mail', { name })}
        hideLabel
        value={email ?? ''}
        readOnly={!onChange}
        onChange={(event) =>
          onChange?.(
            topic.key,
            'email',
            modes.find((mode) => mode === event.target.value),
          )
        }
      >
        <option value="">
          {usual ? t('wishes:usual_so', { mode: t(`wishes:mail_mode.${usual}`) }) : t('wishes:usual')}
        </option>
        {modes.map((mode) => (
          <option key={mode} value={mode}>
            {t(`wishes:mail_mode.${mode}`)}
          </option>
        ))}
      </Select>
    </li>
  )
}
