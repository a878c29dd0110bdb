import { ChevronDownIcon } from '@navikt/aksel-icons'
import { Button, Tag } from '@navikt/ds-react'
import { lazy, Suspense, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IndicatorOut } from '../../api/indicators/types.gen'
import { laterTexts } from '../../i18n'
import { LocalisedView, usePickText } from '../../ui/localised-view'
import { StatusTag } from '../../ui/status-tag'
import { useAccepted } from './accepted-figures'
import { ArrangeIndicator } from './arranging'
import { BreakButton } from './break-button'
import { useEdit } from './editing'
import { useUnitName } from './figures'
import { IndicatorChart } from './indicator-chart'
import { IndicatorFigures } from './indicator-figures'
import { PeriodTable } from './period-table'
import { ResultsWaiting } from './results-waiting'

/** Few are broken down: loaded where one is looked at. */
const IndicatorParts = lazy(async () => {
  const [part] = await Promise.all([import('./indicator-parts'), laterTexts()])
  return { default: part.IndicatorParts }
})

export interface IndicatorCardProps {
  indicator: IndicatorOut
  index: number
  count: number
  /** Whether its values are shown from the start. */
  open: boolean
  onChange: () => void
}

export function IndicatorCard({ indicator, index, count, open: first, onChange }: IndicatorCardProps) {
  const { t } = useTranslation('results')
  const [open, setOpen] = useState(first)
  const edit = useEdit()
  const { isPast } = useAccepted(indicator.id)
  const pick = usePickText()
  const id = useId()
  const { title, original_language: original, baseline_note, source } = indicator
  const name = pick(title, original)
  return (
    <article className="indicator" id={`indicator-${indicator.id}`} aria-label={name}>
      <div className="indicator__head">
        <div>
          <LocalisedView as="h4" text={title} original={original} />
          <Meaning indicator={indicator} />
        </div>
        {edit && (
          <ArrangeIndicator
            indicator={indicator}
            name={name}
            index={index}
            count={count}
            onChange={onChange}
          />
        )}
      </div>
      <IndicatorFigures indicator={indicator} />
      <div className="indicator__more">
        <Button
          size="small"
          variant="tertiary"
          icon={<ChevronDownIcon aria-hidden className="chevron" />}
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={() => setOpen(!open)}
        >
          {t('values', { count: indicator.periods.length })}
          <span className="sr-only">: {name}</span>
        </Button>
        <BreakButton indicator={indicator} />
      </div>
      {open && (
        <div id={id} className="stack-small">
          <IndicatorChart indicator={indicator} />
          <PeriodTable indicator={indicator} name={name} />
          {!isPast && (indicator.axis_ids.length > 0 || indicator.kind === 'formula') && (
            <Suspense fallback={<ResultsWaiting />}>
              <IndicatorParts indicator={indicator} />
            </Suspense>
          )}
          <dl className="indicator__notes">
            <Note term={t('baseline_note')} text={baseline_note} original={original} />
            <Note term={t('source')} text={source} original={original} />
          </dl>
        </div>
      )}
    </article>
  )
}

/** What is counted, which way is better, and whether it is invented. */
function Meaning({ indicator }: { indicator: IndicatorOut }) {
  const { t } = useTranslation('results')
  const unit = useUnitName(indicator)
  return (
    <div className="indicator__meaning">
      <span>
        {unit ? t('in_unit', { unit }) : t('a_number')}
        {' · '}
        {t(`directions.${indicator.direction}`)}
      </span>
      {indicator.is_synthetic && (
        <Tag size="small" variant="moderate" data-color="warning">
          {t('synthetic')}
        </Tag>
      )}
      {indicator.archived && <StatusTag status="archived" label={t('archived')} />}
    </div>
  )
}

interface NoteProps {
  term: string
  text: IndicatorOut['source']
  original: string
}

function Note({ term, text, original }: NoteProps) {
  if (!text) return null
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <LocalisedView text={text} original={original} />
      </dd>
    </div>
  )
}
