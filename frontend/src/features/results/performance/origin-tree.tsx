import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { OriginOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { dat, datetime, num } from '../../../lib/format'
import { LocalisedView, usePickText } from '../../../ui/localised-view'
import { periodName } from '../periods'
import { Evidence } from '../values/evidence'
import { useExact } from './amounts'
import { Subtracted } from './subtracted'

/** So deep it is open at once; what is further down is opened by who wants to see it. */
const SHOWN = 2

/** An amount with what it was made of, down to what somebody recorded. */
export function OriginTree({ origin, depth = 0 }: { origin: OriginOut; depth?: number }) {
  const { t } = useTranslation('performance')
  const { parts } = origin
  const evidence = <Evidence evidence={origin.entry?.evidence ?? []} />
  if (parts.length === 0) {
    return (
      <>
        <OriginLine origin={origin} />
        {evidence}
      </>
    )
  }
  return (
    <details className="origin" open={depth < SHOWN}>
      <summary>
        <OriginLine origin={origin} />
      </summary>
      {evidence}
      {origin.what === 'child' && origin.indicator && <Contributor of={origin.indicator} />}
      {origin.formula && <p className="origin__how">{t('formula', { formula: origin.formula })}</p>}
      {origin.method && parts.length > 1 && (
        <p className="origin__how">
          {origin.overlaps.length > 0 ? t('overlap.how') : t(`method.${origin.method}`)}
        </p>
      )}
      {origin.overlaps.map((one) => (
        <p key={one.id} className="origin__how">
          <Subtracted overlap={one} />
        </p>
      ))}
      <ul>
        {parts.map((part, index) => (
          <li key={part.id ?? index}>
            <OriginTree origin={part} depth={depth + 1} />
          </li>
        ))}
      </ul>
    </details>
  )
}

function OriginLine({ origin }: { origin: OriginOut }) {
  const { t } = useTranslation('performance')
  const exact = useExact()
  const mean = useExact('mean_of')
  // What is made of a value and its weight is told by itself, below.
  const amount =
    origin.weight === null ? origin.amount : { ...origin.amount, numerator: null, denominator: null }
  return (
    <span className="origin__line">
      <span className="origin__name">
        <OriginName origin={origin} />
      </span>
      <strong className="num">{isMean(origin) ? mean(amount) : exact(amount)}</strong>
      {amount.marks.length > 0 && (
        <span className="origin__marks">{amount.marks.map((mark) => t(`mark.${mark}`)).join(', ')}</span>
      )}
      {origin.indicator?.archived && <span className="origin__marks">{t('archived')}</span>}
      {origin.weight !== null && <Weighted origin={origin} weight={origin.weight} />}
      {origin.conversion && <Converted how={origin.conversion} />}
    </span>
  )
}

const isMean = ({ method, parts }: OriginOut): boolean =>
  method === 'weighted_mean' || parts.some((part) => part.method === 'weighted_mean')

/** What it brings into the mean that it is a part of. */
function Weighted({ origin, weight }: { origin: OriginOut; weight: string }) {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  const all = (value: string) => num(language, value, { maximumFractionDigits: 20 })
  const { product, amount } = origin
  return (
    <span className="origin__rate">
      {product === null || amount.value === null
        ? t('weight_only', { weight: all(weight) })
        : t('weighted', { weight: all(weight), value: all(amount.value), product: all(product) })}
    </span>
  )
}

/** From which currency, at which rate of which day, and on whose word. */
function Converted({ how }: { how: NonNullable<OriginOut['conversion']> }) {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  const exact = useExact()
  const { from_currency: from, to_currency: to, rate } = how
  const amount = exact(how.original)
  if (rate === null) {
    return (
      <span className="origin__rate">
        {t('conversion.unconverted', { amount, from, to, day: dat(language, how.day) })}{' '}
        <Link to="/reports/rates" search={{ from, to }}>
          {t('conversion.register_rate')}
        </Link>
      </span>
    )
  }
  return (
    <span className="origin__rate">
      {t('conversion.converted', {
        amount,
        from,
        rate: num(language, rate, { maximumFractionDigits: 10 }),
        day: dat(language, how.valid_on ?? how.day),
        source: how.source ?? '',
      })}
    </span>
  )
}

function OriginName({ origin }: { origin: OriginOut }) {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  const { what, period, place, entry, indicator } = origin
  if (entry) return <EntryName entry={entry} place={place} />
  if (what === 'child') return indicator ? <LocalisedView text={indicator.title} /> : t('what.others')
  if (what === 'place') return place ? <LocalisedView text={place} /> : t('what.place')
  if (period) return t(`what.${what as 'period'}`, { period: periodName(language, period) })
  return t(`what.${what === 'own' ? 'own' : 'total'}`)
}

/** Beside what opens and closes, not inside of it: one of them could not be reached there. */
function Contributor({ of }: { of: NonNullable<OriginOut['indicator']> }) {
  const { t } = useTranslation('performance')
  const pick = usePickText()
  if (!of.project_id) return null
  return (
    <p className="origin__how">
      <Link
        to="/projects/$id/results"
        params={{ id: of.project_id }}
        search={{ view: 'performance' } as never}
      >
        {t('go_to', { title: pick(of.title) })}
      </Link>
    </p>
  )
}

function EntryName({ entry, place }: { entry: NonNullable<OriginOut['entry']>; place: OriginOut['place'] }) {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  return (
    <>
      {place && (
        <>
          <LocalisedView text={place} />
          {': '}
        </>
      )}
      {t('what.entry', {
        number: entry.number,
        who: entry.recorded_by?.display_name || t('somebody'),
        when: datetime(language, entry.recorded_at),
      })}{' '}
      <span className="subtle">
        {t(`state.${entry.state as 'reported'}`)}, {t(`step.${entry.status as 'accepted'}`)}
      </span>
      {entry.comment && <q className="origin__comment">{entry.comment}</q>}
    </>
  )
}
