import { Button, Heading } from '@navikt/ds-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  OrganisationRef,
  ReportingPartner,
  ReportOut,
  ReportSectionOut,
} from '../../api/indicators/types.gen'
import type { Language } from '../../lib/languages'
import { LocalisedView, usePickText } from '../../ui/localised-view'
import { type Put, SectionInput } from './section-input'

interface PartsProps {
  report: ReportOut
  section: ReportSectionOut
  partners: readonly ReportingPartner[]
  language: Language
  /** For whoever writes the report. */
  put: Put | undefined
}

/** What partners say in a section, in words of their own: each by its own people. */
export function Parts({ report, section, partners, language, put }: PartsProps) {
  const { t } = useTranslation('reporting')
  const mine = partners.filter((one) => one.may_write).map(({ organisation }) => organisation)
  const others = section.parts.filter(({ organisation }) => !mine.some(({ id }) => id === organisation.id))
  const pick = usePickText()
  const taken = (one: OrganisationRef) => {
    const words = section.parts.find(({ organisation }) => organisation.id === one.id)?.text[language]?.trim()
    return put && words ? (
      <Taking
        key={language}
        title={pick(section.title, report.original_language)}
        of={one}
        words={words}
        isThere={section.text[language]?.includes(words) ?? false}
        put={put}
      />
    ) : null
  }
  return (
    <div className="reporting-parts stack-small">
      {others.map(({ organisation, text }) => (
        <div key={organisation.id}>
          <Heading level="4" size="xsmall">
            {t('own_words.says', { name: organisation.name })}
          </Heading>
          <div dir="auto" className="keep-lines">
            <LocalisedView text={text} original={report.original_language} />
          </div>
          {put && taken(organisation)}
        </div>
      ))}
      {mine.map((one) => (
        <SectionInput
          key={one.id}
          report={report}
          section={section}
          language={language}
          partner={one}
          below={() => put && taken(one)}
        />
      ))}
    </div>
  )
}

interface TakingProps {
  title: string
  of: OrganisationRef
  words: string
  /** The text says it already. */
  isThere: boolean
  put: Put
}

/** Takes a partner's words into the report, below its name and after what stands there. */
function Taking({ title, of, words, isThere, put }: TakingProps) {
  const { t } = useTranslation('reporting')
  const [undo, setUndo] = useState<() => void>()
  const act = () => {
    undo?.()
    const back = undo ? undefined : put(`${of.name}\n${words}`)
    setUndo(() => back)
  }
  if (isThere && !undo) return null
  return (
    <div>
      <Button size="xsmall" variant="tertiary" onClick={act}>
        {t(undo ? 'own_words.undo' : 'own_words.into')}
        <span className="sr-only">
          : {of.name}, {title}
        </span>
      </Button>
    </div>
  )
}
