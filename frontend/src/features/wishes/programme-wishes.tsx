import { Button, Select } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listProgrammesOptions } from '../../api/registry/@tanstack/react-query.gen'
import { useLanguage } from '../../i18n'
import { pickText } from '../../lib/languages'
import { type Mode, type Rule, withMode } from './rules'

export interface ProgrammeWishesProps {
  rules: readonly Rule[]
  onChange: (rules: Rule[]) => void
}

const modes: Mode[] = ['immediate', 'daily', 'weekly', 'off']
const at = (id: string) => ({ topic: '*', channel: 'email', programme_id: id }) as const

/** Programmes of which one wants mail in another way than of the rest. */
export function ProgrammeWishes({ rules, onChange }: ProgrammeWishesProps) {
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
  const own = rules.filter((rule) => rule.programme_id && rule.topic === '*' && rule.channel === 'email')
  const left = programmes.filter((one) => !own.some((rule) => rule.programme_id === one.id))
  const add = () => {
    onChange(withMode(rules, at(chosen), 'off'))
    setChosen('')
    list.current?.focus()
  }
  return (
    <>
      <ul ref={list} tabIndex={-1} className="wish-topics" aria-label={t('programme.title')}>
        {own.map((rule) => (
          <li key={rule.programme_id}>
            <span>{name(rule.programme_id)}</span>
            <Select
              size="small"
              hideLabel
              label={t('by_mail', { name: name(rule.programme_id) })}
              value={rule.mode}
              onChange={(event) => {
                const mode = modes.find((one) => one === event.target.value)
                onChange(withMode(rules, at(rule.programme_id ?? ''), mode))
              }}
            >
              {[...new Set([...modes, rule.mode])].map((mode) => (
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
              aria-label={t('programme.remove_of', { name: name(rule.programme_id) })}
              onClick={() => {
                list.current?.focus()
                onChange(withMode(rules, at(rule.programme_id ?? ''), undefined))
              }}
            >
              {t('programme.remove')}
            </Button>
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
