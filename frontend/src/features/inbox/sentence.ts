import type { TFunction } from 'i18next'
import type { NotificationOut } from '../../api/notifications/types.gen'
import { dat, list, money, num } from '../../lib/format'
import { type LocalisedText, languages, pickText } from '../../lib/languages'

type Params = NotificationOut['params']
type Told = Pick<NotificationOut, 'topic' | 'params'>
/** Topics arrive while running, so their keys cannot be typed; a test holds the texts against the contracts. */
type Say = (key: string, values?: Record<string, unknown>) => string

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')
const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
const isDecimal = (value: unknown): value is string =>
  typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)

export function isLocalised(value: unknown): value is LocalisedText {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false
  const keys = Object.keys(value)
  return keys.length > 0 && keys.every((key) => (languages as readonly string[]).includes(key))
}

/** `project.registered.v1` is written about under `topic.project.registered`. */
export const topicKey = (topic: string): string => `topic.${topic.replace(/\.v\d+$/, '')}`

/** What has happened, in the reader's language. */
export function sentence(t: TFunction<'inbox'>, language: string, told: Told): string {
  // The one place where a key is put together from what a service says.
  const say = t as unknown as Say
  const { params } = told
  const key = topicKey(told.topic)
  const context = asText(params['change'])
  const found = say(key, { ...shown(say, language, params), defaultValue: '', ...(context && { context }) })
  return found || say('topic.unknown')
}

/** The parameters as they are read: names in the reader's language, figures and dates in its form. */
function shown(say: Say, language: string, params: Params): Record<string, string> {
  const original = asText(params['original_language']) || asText(params['project_language'])
  const write = (name: string, value: unknown): string => {
    if (isLocalised(value)) return pickText(value, language, original)?.text ?? ''
    if (isDay(value)) return dat(language, value)
    if (name.endsWith('_amount') && isDecimal(value))
      return money(language, value, asText(params['currency']))
    if (name === 'value' && isDecimal(value)) return withUnit(language, value, params)
    if (name === 'role') return say(`shell:role.${String(value)}`, { defaultValue: String(value) })
    if (name.endsWith('status')) return say(`status.${String(value)}`, { defaultValue: String(value ?? '') })
    return value === null || value === undefined ? '–' : String(value)
  }
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, write(name, value)]))
}

function withUnit(language: string, value: string, params: Params): string {
  const unit = asText(params['unit'])
  if (unit === 'percent') return `${num(language, value)}\u00a0%`
  if (unit.startsWith('currency:')) return money(language, value, unit.slice('currency:'.length))
  const name = params['unit_name']
  const word = isLocalised(name) ? pickText(name, language, asText(params['original_language']))?.text : ''
  return word ? `${num(language, value)}\u00a0${word}` : num(language, value)
}

/** Several fields make one part that people know by name. */
const partOf: Record<string, string> = {
  country_code: 'country',
  starts_on: 'period',
  ends_on: 'period',
  theme_ids: 'themes',
  partnership_ids: 'partnerships',
  baseline_value: 'baseline',
  baseline_on: 'baseline',
  baseline_note: 'baseline',
  target_value: 'target',
  target_on: 'target',
  unit_name: 'unit',
}

/** Which parts changed, where the event names them and we have a word for them. */
export function changedParts(t: TFunction<'inbox'>, language: string, told: Told): string {
  const say = t as unknown as Say
  const changed = told.params['changed']
  if (!Array.isArray(changed)) return ''
  const parts = new Set(changed.map((name) => partOf[String(name)] ?? String(name)))
  const words = [...parts].map((part) => say(`part.${part}`, { defaultValue: '' })).filter(Boolean)
  return words.length > 0 ? t('changed_parts', { parts: list(language, words) }) : ''
}
