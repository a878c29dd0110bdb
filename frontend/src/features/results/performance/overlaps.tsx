import { Button } from '@navikt/ds-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  explainFigureQueryKey,
  getFiguresQueryKey,
  getOverlapsOptions,
  getOverlapsQueryKey,
  listPerformanceQueryKey,
} from '../../../api/indicators/@tanstack/react-query.gen'
import type { IndicatorOut, OverlapSaid, OverlapWithHistory } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { datetime, num } from '../../../lib/format'
import { InlineError } from '../../../ui/inline-error'
import { OverlapForm } from './overlap-form'
import { Subtracted, usePartNames } from './subtracted'

interface OverlapsProps {
  indicator: IndicatorOut
  /** Of this period; without it, of people who are in several periods. */
  periodId: string | undefined
}

/** People who are counted in several parts: what was said of them, by whom, and how to say it. */
export function Overlaps({ indicator, periodId }: OverlapsProps) {
  const { t } = useTranslation('performance')
  const cache = useQueryClient()
  const path = { indicator_id: indicator.id }
  const sheet = useQuery(getOverlapsOptions({ path, ...(periodId ? { query: { period: periodId } } : {}) }))
  // Which are said anew; none of them: others than those.
  const [saying, setSaying] = useState<OverlapWithHistory | 'others'>()
  const status = useRef<HTMLParagraphElement>(null)
  const [done, setDone] = useState('')
  const refresh = () =>
    Promise.all(
      [
        getOverlapsQueryKey({ path }),
        explainFigureQueryKey({ path }),
        getFiguresQueryKey({ path }),
        listPerformanceQueryKey(),
      ].map((queryKey) => cache.invalidateQueries({ queryKey })),
    )
  const stored = async () => {
    await refresh()
    setSaying(undefined)
    setDone(t('overlap.done'))
    // The button that opened the form may be gone: the focus stays in the panel.
    status.current?.focus()
  }
  if (sheet.isError) return <InlineError error={sheet.error} retry={sheet.refetch} />
  if (!sheet.data) return null
  const { grounds, stated, may_state } = sheet.data
  if (stated.length === 0 && (grounds.length === 0 || !may_state)) return null
  return (
    <section aria-labelledby="explain-overlaps" className="stack-small">
      <h3 id="explain-overlaps">{t('overlap.title')}</h3>
      <p className="flush subtle">{t('overlap.lead')}</p>
      <p ref={status} role="status" tabIndex={-1} className="flush overlaps__done">
        {done}
      </p>
      {stated.length > 0 && (
        <ul className="overlaps">
          {stated.map((one) => (
            <Stated key={one.id} overlap={one} onSay={may_state ? () => setSaying(one) : undefined} />
          ))}
        </ul>
      )}
      {saying ? (
        <OverlapForm
          key={saying === 'others' ? saying : saying.id}
          sheet={sheet.data}
          before={saying === 'others' ? undefined : saying}
          onRefused={refresh}
          onDone={stored}
          onCancel={() => setSaying(undefined)}
        />
      ) : (
        may_state &&
        grounds.length > 0 && (
          <div>
            <Button size="small" variant="secondary" onClick={() => setSaying('others')}>
              {t('overlap.say')}
            </Button>
          </div>
        )
      )}
    </section>
  )
}

interface StatedProps {
  overlap: OverlapWithHistory
  onSay: (() => void) | undefined
}

function Stated({ overlap, onSay }: StatedProps) {
  const { t } = useTranslation('performance')
  const nameOf = usePartNames()
  const names = overlap.parts.map((part) => nameOf(part, overlap.between_what)).join(' + ')
  return (
    <li>
      <strong>
        {overlap.repeats === null ? (
          t('overlap.taken_back', { parts: names })
        ) : (
          <Subtracted overlap={overlap} />
        )}
      </strong>
      <Said said={overlap} />
      {overlap.earlier.length > 0 && (
        <details>
          <summary>{t('overlap.earlier', { count: overlap.earlier.length })}</summary>
          <ul>
            {overlap.earlier.map((one) => (
              <li key={one.id}>
                <Said said={one} withNumber />
              </li>
            ))}
          </ul>
        </details>
      )}
      {onSay && !overlap.parts.some(({ id }) => id === null) && (
        <div>
          <Button size="xsmall" variant="tertiary" data-color="neutral" onClick={onSay}>
            {t('overlap.anew')}
            <span className="sr-only">: {names}</span>
          </Button>
        </div>
      )}
    </li>
  )
}

/** Who said it, when, where they knew it from, and why it was said anew. */
function Said({ said, withNumber }: { said: OverlapSaid; withNumber?: boolean }) {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  const number =
    said.repeats === null ? t('overlap.unknown') : num(language, said.repeats, { maximumFractionDigits: 20 })
  return (
    <span className="overlaps__said">
      {withNumber && `${number} · `}
      {t('overlap.said', {
        who: said.recorded_by?.display_name || t('somebody'),
        when: datetime(language, said.recorded_at),
      })}
      {said.source && ` · ${t('overlap.from', { source: said.source })}`}
      {said.reason && <q className="origin__comment">{said.reason}</q>}
    </span>
  )
}
