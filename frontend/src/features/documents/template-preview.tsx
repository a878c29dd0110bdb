import { Heading, Select } from '@navikt/ds-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n'
import { isLanguage, type Language, languageNames, languages } from '../../lib/languages'
import { InlineError } from '../../ui/inline-error'
import { usePickText } from '../../ui/localised-view'
import { DocumentView } from './document-view'
import { type Draft, type Kind, pageOf, type Wish } from './kinds'
import { documentQuery, examplesQuery } from './queries'
import { type TemplateValues, told } from './template-form'

const PAUSE = 400

/** Contents that have not changed for a moment: not every key asks the service. */
function useSettled(contents: Draft): Draft {
  const written = JSON.stringify(contents)
  const [settled, setSettled] = useState(contents)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(written)), PAUSE)
    return () => clearTimeout(timer)
  }, [written])
  return settled
}

interface TemplatePreviewProps {
  kind: Kind
  programmeId: string
}

/** The document as its readers would get it, with what was not yet laid down. */
export function TemplatePreview({ kind, programmeId }: TemplatePreviewProps) {
  const { t } = useTranslation('documents')
  const [language, setLanguage] = useState<Language>(useLanguage())
  const draft = useSettled(told(useWatch() as TemplateValues))
  const of = exampleOf(kind)
  const [chosen, setChosen] = useState('')
  const examples = useQuery({ ...examplesQuery(of ?? 'project', programmeId), enabled: of !== undefined })
  const example = chosen || examples.data?.[0]?.id
  const wish: Wish = { template: kind, ...(of ? { [`${of}_id`]: example } : { programme_id: programmeId }) }
  return (
    <section className="panel stack-small template-preview" aria-label={t('preview')}>
      <Heading level="2" size="small">
        {t('preview')}
      </Heading>
      <p className="flush small subtle">{t('preview_hint')}</p>
      <div className="template-preview__choices">
        <Select
          size="small"
          label={t('preview_language')}
          value={language}
          onChange={({ target }) => isLanguage(target.value) && setLanguage(target.value)}
        >
          {languages.map((one) => (
            <option key={one} value={one} lang={one}>
              {languageNames[one]}
            </option>
          ))}
        </Select>
        {of && <Example rows={examples.data ?? []} value={example ?? ''} onChange={setChosen} />}
      </div>
      {examples.error && <InlineError error={examples.error} retry={examples.refetch} />}
      {of && examples.data?.length === 0 ? (
        <p className="flush">{of === 'project' ? t('no_project') : t('no_network')}</p>
      ) : (
        (!of || example) && <Seen wish={wish} language={language} draft={draft} />
      )}
    </section>
  )
}

function exampleOf(kind: Kind): 'project' | 'network' | undefined {
  if (kind === 'annual_report' || kind === 'donor_financial') return undefined
  return kind === 'network_report' ? 'network' : 'project'
}

interface ExampleProps {
  rows: { id: string; code: string; title: Record<string, string>; original_language: string }[]
  value: string
  onChange: (id: string) => void
}

function Example({ rows, value, onChange }: ExampleProps) {
  const { t } = useTranslation('documents')
  const pick = usePickText()
  return (
    <Select
      size="small"
      label={t('preview_of')}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    >
      {rows.map(({ id, code, title, original_language }) => (
        <option key={id} value={id}>
          {`${code} ${pick(title, original_language)}`}
        </option>
      ))}
    </Select>
  )
}

function Seen({ wish, language, draft }: { wish: Wish; language: Language; draft: Draft }) {
  const { t } = useTranslation('documents')
  const shown = useQuery({
    ...documentQuery(pageOf(wish, language, draft)),
    placeholderData: keepPreviousData,
  })
  if (shown.error) {
    return (
      <>
        <InlineError error={shown.error} />
        <p className="flush">{t('preview_waits')}</p>
      </>
    )
  }
  if (!shown.data) return <p aria-busy="true">{t('loading')}</p>
  return (
    <div className="template-preview__paper" aria-busy={shown.isFetching} data-testid="document-preview">
      <DocumentView book={shown.data} level={3} prefix="seen-" />
    </div>
  )
}
