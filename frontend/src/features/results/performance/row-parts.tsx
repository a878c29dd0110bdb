import { useTranslation } from 'react-i18next'
import type { PerformanceRow } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { LocalisedView, usePickText } from '../../../ui/localised-view'
import { share } from '../figures'
import { periodName } from '../periods'
import { useAmount, useTarget } from './amounts'
import { FigureLink } from './figure-link'
import { SubtractedNotes } from './subtracted'

interface RowNameProps {
  row: PerformanceRow
  /** Says whose it is, where they are of several. */
  withFramework?: boolean | undefined
}

/** What an indicator is called, and what to know of it before its figures. */
export function RowName({ row, withFramework }: RowNameProps) {
  const { t } = useTranslation(['performance', 'results'])
  return (
    <>
      <LocalisedView text={row.title} original={row.original_language} />
      <span className="performance__note">
        {t(`results:kinds.${row.result.kind}.one`)}
        {withFramework && (
          <>
            {' · '}
            {row.framework.code}{' '}
            <LocalisedView text={row.framework.title} original={row.framework.original_language} />
          </>
        )}
        {row.is_synthetic && ` · ${t('performance:synthetic')}`}
      </span>
      {row.pending && <span className="performance__note">{t('performance:row_pending')}</span>}
      {row.contributions_total > 0 && (
        <span className="performance__note">
          {t('performance:from', { names: namesOf(row, t('performance:archived_short')) })}
        </span>
      )}
    </>
  )
}

/** The projects that go into it, by their numbers; with an ellipsis where there are more. */
function namesOf({ contributions, contributions_total }: PerformanceRow, archived: string): string {
  const named = contributions.map((one) =>
    one.archived ? `${one.framework.code} (${archived})` : one.framework.code,
  )
  const codes = [...new Set(named)].join(', ')
  return contributions_total > contributions.length ? `${codes} …` : codes
}

interface PeriodFigureProps {
  row: PerformanceRow
  period: PerformanceRow['periods'][number] | undefined
}

/** What a period came to, and of how much that is. */
export function PeriodFigure({ row, period }: PeriodFigureProps) {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  const say = useAmount()
  const target = useTarget()
  const name = usePickText()(row.title, row.original_language)
  if (!period) return '–'
  const wanted = target(period.target, row)
  return (
    <>
      <FigureLink
        indicatorId={row.indicator_id}
        at={period.period_id}
        text={say(period.shown, row)}
        of={`${name}, ${periodName(language, period)}`}
      />
      {wanted && <span className="performance__note">{t('of_target', { target: wanted })}</span>}
      <SubtractedNotes overlaps={period.overlaps} />
    </>
  )
}

/** What did not start from a baseline is no way that was gone, but a share of the target. */
export function Come({ row: { progress, progress_basis: basis } }: { row: PerformanceRow }) {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  if (progress === null) return '–'
  const told = share(language, progress)
  return basis === 'zero' ? t('accepted.of_target', { share: told }) : told
}
