import { useTranslation } from 'react-i18next'
import type { PerformanceRow } from '../../../api/indicators/types.gen'
import { BarList } from '../../../charts/bar-list'
import { ChartFigure } from '../../../charts/chart-figure'
import { useLanguage } from '../../../i18n'
import { LocalisedView, usePickText } from '../../../ui/localised-view'
import { share } from '../figures'
import { LifeFigure } from './life-figure'
import { StandingTag } from './standing'
import { useFirst } from './use-first'

/** How far indicators have come, below each other on one scale. */
export function Way({
  rows,
  withFramework,
}: {
  rows: PerformanceRow[]
  withFramework?: boolean | undefined
}) {
  const { t } = useTranslation('performance')
  const language = useLanguage()
  const pick = usePickText()
  const judged = rows.flatMap((row) => (row.progress === null ? [] : [{ ...row, progress: row.progress }]))
  const [shown, more] = useFirst(judged, 6)
  if (judged.length === 0) return null
  return (
    <ChartFigure
      level="2"
      title={t('way')}
      summary={t('way_summary', { count: judged.length })}
      table={{
        head: [t('indicator'), t('progress'), t('status.label')],
        rows: judged.map((row) => [
          `${row.framework.code} ${pick(row.title, row.original_language)}`,
          share(language, row.progress),
          t(`status.${row.status ?? 'unjudged'}`),
        ]),
      }}
    >
      <BarList
        label={t('way')}
        most={1}
        bars={shown.map((row) => ({
          key: row.indicator_id,
          label: (
            <>
              {withFramework && `${row.framework.code} `}
              <LocalisedView text={row.title} original={row.original_language} />{' '}
              <StandingTag status={row.status} />
            </>
          ),
          value: Math.min(1, Math.max(0, Number(row.progress))),
          text: (
            <>
              <LifeFigure row={row} /> ({share(language, row.progress)})
            </>
          ),
        }))}
      />
      {more}
    </ChartFigure>
  )
}
