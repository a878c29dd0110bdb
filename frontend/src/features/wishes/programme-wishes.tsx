import { Button, ReadMore, Select } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TopicOut } from '../../api/notifications/types.gen'
import { listProgrammesOptions } from '../../api/registry/@tanstack/react-query.gen'
import { useLanguage } from '../../i18n'
import { pickText } from '../../lib/languages'
import { type Mode, modeAt, type Rule, withMode } from './rules'
import { TopicList } from './topic-list'

export interface ProgrammeWishesProps {
  topics: readonly TopicOut[]
  rules: readonly Rule[]
  onChange: (rules: Rule[]) => void
}

const modes: Mode[] = ['immediate', 'hourly', 'daily', 'weekly', 'off']
const at = (id: string) => ({ topic: '*', channel: 'email', programme_id: id }) as const

/** Without a word on the programme it is as it is for all: as usual, whatever that is. */
const asUsual = (topics: readonly TopicOut[]) =>
  topics.map((one) => ({ ...one, by_email: { ...one.by_email, because: 'own' as const } }))

/** Programmes of which one wants to hear in another way than of the rest. */
export function ProgrammeWishes({ topics, rules, onChange }: ProgrammeWishesProps) {
  const { t } = useTranslation('wishes')
  const language = useLanguage()
  const list = useRef<HTMLUListElement>(null)
  const [chosen, setChosen] = useState('')
  const { data } = useQuery(listProgrammesOptions({ query: { limit: 200 } }))
  const programmes = data?.items ?? []
  const name = (id: string | null | undefined) => {
    const found = programmes.find((one) => one.id === id)
    return found
      ? (pickText(found.title, language, found.original_language)?.text ?? found.code)
      : t('programme.other')
  }
  const own = [...new Set(rules.flatMap((rule) => rule.programme_id ?? []))]
  const left = programmes.filter((one) => !own.includes(one.id))
  const add = () => {
    onChange(withMode(rules, at(chosen), 'off'))
    setChosen('')
    list.current?.focus()
  }
  return (
    <>
      <ul ref={list} tabIndex={-1} className="wish-topics" aria-label={t('programme.title')}>
        {own.map((id) => (
          <li key={id} className="wish-programme">
            <span>{name(id)}</span>
            <Select
              size="small"
              hideLabel
              label={t('by_mail', { name: name(id) })}
              value={modeAt(rules, at(id)) ?? ''}
              onChange={(event) => {
                const mode = modes.find((one) => one === event.target.value)
                onChange(withMode(rules, at(id), mode))
              }}
            >
              <option value="">{t('usual')}</option>
              {modes.map((mode) => (
                <option key={mode} value={mode}>
                  {t(`mail_mode.${mode}`)}
                </option>
              ))}
            </Select>
            <Button
              type="button"
              size="small"
              variant="tertiary"
              data-color="neutral"
              aria-label={t('programme.remove_of', { name: name(id) })}
              onClick={() => {
                list.current?.focus()
                onChange(rules.filter((rule) => rule.programme_id !== id))
              }}
            >
              {t('programme.remove')}
            </Button>
            <ReadMore size="small" header={t('programme.topics', { name: name(id) })}>
              <TopicList
                topics={asUsual(topics)}
                rules={rules.flatMap(({ programme_id, ...rule }) => (programme_id === id ? [rule] : []))}
                onChange={(topic, channel, mode) =>
                  onChange(withMode(rules, { topic, channel, programme_id: id }, mode))
                }
              />
            </ReadMore>
          </li>
        ))}
      </ul>
      {left.length > 0 && (
        <div className="wish-fields">
          <Select
            size="small"
            label={t('programme.choose')}
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
          >
            <option value="" />
            {left.map((one) => (
              <option key={one.id} value={one.id}>
                {name(one.id)}
              </option>
            ))}
          </Select>
          <Button type="button" size="small" variant="secondary" disabled={chosen === ''} onClick={add}>
            {t('programme.add')}
          </Button>
        </div>
      )}
    </>
  )
}
