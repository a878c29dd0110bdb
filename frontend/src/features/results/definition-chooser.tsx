import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { getDefinitionOptions } from '../../api/indicators/@tanstack/react-query.gen'
import { listDefinitions } from '../../api/indicators/sdk.gen'
import type { ResultOut, VersionOut } from '../../api/indicators/types.gen'
import { useLanguage } from '../../i18n'
import { given } from '../../lib/given'
import { pickText } from '../../lib/languages'
import { AsyncChoiceInput } from '../../ui/form/choice-inputs'
import { RuleView } from '../../ui/rule/rule-view'

/** What the chosen definition says in its newest published version. */
export function useChosenDefinition(): VersionOut | undefined {
  const id = useWatch({ name: 'definition_id' })
  const { data } = useQuery({
    ...getDefinitionOptions({ path: { definition_id: String(id) } }),
    enabled: Boolean(id),
  })
  return id ? data?.versions.find(({ published_at }) => published_at !== null) : undefined
}

/** A definition of the libraries that this framework may take, with how it is counted. */
export function DefinitionChooser({ result }: { result: ResultOut }) {
  const { t } = useTranslation('library')
  const language = useLanguage()
  const { setValue } = useFormContext()
  const chosen = useChosenDefinition()
  const id = useWatch({ name: 'definition_id' })
  useEffect(() => {
    setValue('definition_version_id', chosen?.id ?? null)
    if (chosen) setValue('direction', chosen.direction)
  }, [chosen, setValue])
  return (
    <div className="stack stack--close">
      <AsyncChoiceInput
        name="definition_id"
        label={t('choose_definition')}
        description={t('choose_hint')}
        searchKey={`definitions:${result.id}:${language}`}
        load={search(result, language)}
      />
      {chosen && (
        <div className="rule-view" data-own>
          <RuleView rule={chosen} original={chosen.original_language} brief />
          <Link to="/library/$id" params={{ id: String(id) }} target="_blank">
            {t('whole_definition')}
          </Link>
        </div>
      )}
    </div>
  )
}

const search = (result: ResultOut, language: string) => async (text: string, signal: AbortSignal) => {
  const query = given({ q: text || undefined, limit: 20, project_id: result.project_id ?? undefined })
  const { data } = await listDefinitions({ query, signal, throwOnError: true })
  // A programme takes what is common to all, and its own.
  const fits = data.items.filter(
    ({ programme, is_published }) =>
      is_published && (result.project_id || !programme || programme.id === result.programme_id),
  )
  return fits.map(({ id, code, name, original_language }) => ({
    value: id,
    label: `${code} ${pickText(name, language, original_language)?.text ?? ''}`,
  }))
}
