import { Heading } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { ReportingPartner, ReportOut, ReportSectionOut } from '../../api/indicators/types.gen'
import type { Language } from '../../lib/languages'
import { LocalisedView } from '../../ui/localised-view'
import { SectionInput } from './section-input'

interface PartsProps {
  report: ReportOut
  section: ReportSectionOut
  partners: readonly ReportingPartner[]
  language: Language
}

/** What partners say in a section, in words of their own: each by its own people. */
export function Parts({ report, section, partners, language }: PartsProps) {
  const { t } = useTranslation('reporting')
  const mine = partners.filter((one) => one.may_write).map(({ organisation }) => organisation)
  const others = section.parts.filter(({ organisation }) => !mine.some(({ id }) => id === organisation.id))
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
        </div>
      ))}
      {mine.map((one) => (
        <SectionInput key={one.id} report={report} section={section} language={language} partner={one} />
      ))}
    </div>
  )
}
