import type { TFunction } from 'i18next'
import type { TodoOut } from '../../api/notifications/types.gen'
import { isLanguage, type LocalisedText, pickText } from '../../lib/languages'

type Told = Pick<TodoOut, 'kind' | 'count' | 'params'>
/** Kinds arrive while running, so their keys cannot be typed; a test holds the texts against the services. */
type Say = (key: string, values?: Record<string, unknown>) => string

const asText = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What is to be done, in the reader's language. */
export function task(t: TFunction<'todo'>, { kind, count, params }: Told): string {
  const say = t as unknown as Say
  const role = say(`shell:role.${asText(params['role'])}`, { defaultValue: asText(params['role']) })
  const told = say(`kind.${kind}`, { count, name: asText(params['name']), role, defaultValue: '' })
  return told || say('kind.unknown', { count })
}

/** Which project, programme or other thing it is about; the name of the one asked says it already. */
export function place(language: string, { kind, params }: Told): string {
  const title = params['title']
  const original = asText(params['original_language'])
  const name =
    title && typeof title === 'object'
      ? pickText(title as LocalisedText, language, isLanguage(original) ? original : 'en')?.text
      : !namedAlready.has(kind) && asText(params['name'])
  return [asText(params['code']), name].filter(Boolean).join(' · ')
}

const namedAlready = new Set(['contribution_unanswered', 'key_expiring'])
