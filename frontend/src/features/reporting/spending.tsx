import { Heading } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { SpendingLine } from '../../api/indicators/types.gen'
import { useLanguage } from '../../i18n'
import { money, num } from '../../lib/format'

const sums = ['budget', 'previously', 'now', 'left'] as const

/** Who pays how much, and what was spent of it: each currency by itself. */
export function Spending({ lines }: { lines: readonly SpendingLine[] }) {
  const { t } = useTranslation('reporting')
  const language = useLanguage()
  const percent = { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' } as const
  return lines.map((line) => (
    <div key={`${line.funder?.id} ${line.currency}`} className="stack-small">
      <Heading level="3" size="xsmall">
        {line.funder?.name ?? t('spending.on_no_line')}
      </Heading>
      <dl className="figure-row">
        {sums.map((sum) => (
          <div key={sum}>
            <dt>{t(`spending.${sum}`)}</dt>
            <dd className="num">{money(language, line[sum], line.currency)}</dd>
          </div>
        ))}
        <div>
          <dt>{t('spending.deviation')}</dt>
          <dd className="num">{line.deviation === null ? '–' : num(language, line.deviation, percent)}</dd>
        </div>
      </dl>
    </div>
  ))
}
