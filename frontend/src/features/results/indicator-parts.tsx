import './performance/performance.css'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getPartsOptions } from '../../api/indicators/@tanstack/react-query.gen'
import type { BreakdownAxis, IndicatorOut, PartOut } from '../../api/indicators/types.gen'
import { ChartFigure } from '../../charts/chart-figure'
import { SmallLines } from '../../charts/small-lines'
import { useLanguage } from '../../i18n'
import { InlineError } from '../../ui/inline-error'
import { LocalisedView, usePickText } from '../../ui/localised-view'
import { useAmount } from './performance/amounts'
import { periodName } from './periods'
import { ResultsWaiting } from './results-waiting'

/** What is said of a part beside its figure. */
const told = ['not_told_apart', 'withheld', 'series_break', 'operand_missing'] as const

/** What each category comes to, period by period, axis by axis. */
export function IndicatorParts({ indicator }: { indicator: IndicatorOut }) {
  const { t } = useTranslation('performance')
  const pick = usePickText()
  const parts = useQuery(getPartsOptions({ path: { indicator_id: indicator.id } }))
  if (parts.isError) return <InlineError error={parts.error} retry={parts.refetch} />
  if (!parts.data) return <ResultsWaiting />
  const { axes, not_by: lacking } = parts.data
  // Most formulas are over what is not divided at all: nothing is missing then.
  if (parts.data.parts.length === 0 && indicator.kind !== 'formula') {
    return <p className="flush subtle">{t('parts.none')}</p>
  }
  return (
    <>
      {axes.map((axis) => (
        <ByAxis key={axis.id} indicator={indicator} axis={axis} parts={parts.data.parts} />
      ))}
      {lacking.map((axis) => (
        <p key={axis.id} className="flush subtle">
          {t('parts.not_by', {
            axis: pick(axis.name, axis.original_language),
            codes: axis.codes.join(', '),
          })}
        </p>
      ))}
    </>
  )
}

interface ByAxisProps {
  indicator: IndicatorOut
  axis: BreakdownAxis
  parts: PartOut[]
}

function ByAxis({ indicator, axis, parts }: ByAxisProps) {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  const say = useAmount()
  const pick = usePickText()
  const rows = axis.categories.flatMap((category) => {
    const part = parts.find(({ categories }) => categories.length === 1 && categories[0] === category.id)
    return part ? [{ category, part, name: pick(category.name, axis.original_language) }] : []
  })
  const title = t('parts.by', { axis: pick(axis.name, axis.original_language) })
  const notes = rows.flatMap(({ name, part }) =>
    told.filter((mark) => part.life.marks.includes(mark)).map((mark) => `${name}: ${t(`mark.${mark}`)}.`),
  )
  const cells = (write: (amount: PartOut['life']) => string) =>
    rows.map(({ name, part }) => [name, ...part.periods.map(({ shown }) => write(shown)), write(part.life)])
  return (
    <ChartFigure
      level="5"
      title={title}
      file={`${pick(indicator.title, indicator.original_language)}, ${title}`}
      summary={[
        `${rows.map(({ name, part }) => `${name} ${say(part.life, indicator)}`).join(', ')}.`,
        ...notes,
      ].join(' ')}
      table={{
        head: [
          t('parts.part'),
          ...(rows[0]?.part.periods ?? []).map((period) => periodName(language, period)),
          t('total.life'),
        ],
        rows: cells((amount) => say(amount, indicator)),
        csv: cells((amount) => amount.value ?? say(amount, indicator)),
      }}
    >
      <SmallLines
        label={title}
        lines={rows.map(({ category, part }) => ({
          key: category.id,
          label: <LocalisedView text={category.name} original={axis.original_language} />,
          text: say(part.life, indicator),
          points: part.periods.map(({ ends_on, shown }) => ({
            date: new Date(`${ends_on}T00:00:00Z`),
            actual: shown.value === null ? null : Number(shown.value),
            target: null,
          })),
        }))}
      />
    </ChartFigure>
  )
}
