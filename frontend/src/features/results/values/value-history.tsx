import { Button } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { EntryDetail, IndicatorOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { datetime } from '../../../lib/format'
import { pickText } from '../../../lib/languages'
import { useWho } from '../who'
import { differences, evidenceOnlyOf } from './differences'
import { Evidence } from './evidence'
import { usePlaces } from './place-values'
import { useSaid } from './use-said'

interface ValueHistoryProps {
  indicator: IndicatorOut
  entries: readonly EntryDetail[]
  more: (() => void) | undefined
}

/** Everything that was said, newest first: how it came about, and what was said otherwise before. */
export function ValueHistory({ indicator, entries, more }: ValueHistoryProps) {
  const { t } = useTranslation(['results', 'values'])
  return (
    <>
      <ol className="history value-history" reversed>
        {entries.map((entry, place) => (
          <Told
            key={entry.id}
            indicator={indicator}
            entry={entry}
            before={entries.slice(place + 1).find(({ place_id }) => place_id === entry.place_id)}
          />
        ))}
      </ol>
      {more && (
        <Button size="small" variant="tertiary" onClick={more}>
          {t('history_more')}
        </Button>
      )}
    </>
  )
}

interface ToldProps {
  indicator: IndicatorOut
  entry: EntryDetail
  before: EntryDetail | undefined
}

function Told({ indicator, entry, before }: ToldProps) {
  const { t } = useTranslation(['values', 'results'])
  const language = useLanguage()
  const place = usePlaces(indicator).find(({ id }) => id === entry.place_id)
  const say = useSaid(indicator)
  const changed = before ? differences(before, entry) : []
  // Which links and files came and went is told by their names.
  const others = changed.filter((field) => field !== 'evidence')
  const put = before && evidenceOnlyOf(entry, before)
  const gone = before && evidenceOnlyOf(before, entry)
  const was = before && changed.includes('value') ? say(before) : undefined
  return (
    <li>
      {was && (
        <>
          <del>{was}</del> →{' '}
        </>
      )}
      <strong className="num">{say(entry)}</strong>
      {place && <span> {pickText(place.name, language, place.original_language)?.text}</span>}
      {others.length > 0 && (
        <span>{t('changed', { fields: others.map((field) => t(`fields.${field}`)).join(', ') })}</span>
      )}
      {put && <div className="value-history__evidence">{t('evidence.put', { names: put })}</div>}
      {gone && <div className="value-history__evidence">{t('evidence.gone', { names: gone })}</div>}
      {entry.comment && <q>{entry.comment}</q>}
      <Evidence evidence={entry.evidence} />
      <Steps entry={entry} />
    </li>
  )
}

/** Who brought it how far, when and why. */
export function Steps({ entry }: { entry: EntryDetail }) {
  const { t } = useTranslation('results')
  const language = useLanguage()
  const who = useWho()
  return (
    <ol className="value-way__steps">
      {entry.steps.map((step) => (
        <li key={`${step.status} ${step.at}`}>
          <span className="value-status" data-status={step.status}>
            {t(`statuses.${step.status}`)}
          </span>{' '}
          <span>{[who(step.by), datetime(language, step.at)].filter(Boolean).join(', ')}</span>
          {step.reason && <q>{step.reason}</q>}
        </li>
      ))}
    </ol>
  )
}
