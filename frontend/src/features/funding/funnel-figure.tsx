import './funding.css'
import { useTranslation } from 'react-i18next'
import type { FunnelOut, FunnelRound, FunnelShare } from '../../api/registry/types.gen'
import { type Bar, BarList } from '../../charts/bar-list'
import { ChartFigure } from '../../charts/chart-figure'
import { useLanguage } from '../../i18n'
import { num } from '../../lib/format'
import { usePickText } from '../../ui/localised-view'
import { type Counted, FunnelLink } from './funnel-link'

interface Row {
  key: string
  label: string
  count: number
  share?: FunnelShare
  of: Counted
}

/** From support to funding: lengths to compare, and each number leads to its partnerships. */
export function FunnelFigure({ funnel }: { funnel: FunnelOut }) {
  const { t } = useTranslation('funding')
  const language = useLanguage()
  const { supported, others } = useRows(funnel)
  const all = [...supported, ...others]
  const most = Math.max(...all.map(({ count }) => count))
  const { reached, visible } = funnel
  const percent = (share: FunnelShare | undefined) =>
    share?.percent == null ? '' : t('percent', { percent: num(language, share.percent) })
  const bar = ({ key, label, count, share, of }: Row): Bar => ({
    key,
    label,
    value: count,
    text: (
      <>
        <FunnelLink of={of} label={`${num(language, count)}: ${label}`}>
          {num(language, count)}
        </FunnelLink>{' '}
        {percent(share)}
      </>
    ),
  })
  const said = { count: reached.count, supported: funnel.supported, percent: reached.percent ?? 0, visible }
  return (
    <ChartFigure
      level="2"
      title={t('funnel')}
      summary={funnel.supported > 0 ? t('summary', said) : t('summary_none', said)}
      table={{
        head: [t('group'), t('number'), t('share'), t('exact')],
        rows: all.map(({ label, count, share }) => [
          label,
          num(language, count),
          percent(share) || '–',
          share?.share ? num(language, share.share, { maximumFractionDigits: 6 }) : '–',
        ]),
        csv: all.map(({ label, count, share }) => [label, count, share?.percent ?? '', share?.share ?? '']),
      }}
    >
      <div className="funnel">
        <h3>{t('of_supported')}</h3>
        <BarList label={t('of_supported')} bars={supported.map(bar)} most={most} />
        <h3>{t('of_others')}</h3>
        <BarList label={t('of_others')} bars={others.map(bar)} most={most} />
      </div>
    </ChartFigure>
  )
}

function useRows(funnel: FunnelOut): { supported: Row[]; others: Row[] } {
  const { t } = useTranslation('funding')
  const pick = usePickText()
  const { id } = funnel.programme
  const name = ({ round, counted }: FunnelRound) =>
    t(`counted.${counted}`, { round: pick(round.name, round.original_language) })
  const mine = { supported_by: id }
  const others = { not_supported_by: id }
  return {
    supported: [
      { key: 'supported', label: t('supported'), count: funnel.supported, of: mine },
      ...funnel.rounds.map((one) => ({
        key: one.round.id,
        label: name(one),
        count: one.supported.count,
        share: one.supported,
        of: { ...mine, funding_round: one.round.id },
      })),
      {
        key: 'reached',
        label: funnel.in_several > 0 ? t('reached_several', { count: funnel.in_several }) : t('reached'),
        count: funnel.reached.count,
        share: funnel.reached,
        of: { ...mine, reached: id },
      },
    ],
    others: [
      ...funnel.rounds.map((one) => ({
        key: one.round.id,
        label: name(one),
        count: one.outside,
        of: { ...others, funding_round: one.round.id },
      })),
      { key: 'outside', label: t('outside'), count: funnel.outside, of: { ...others, reached: id } },
      { key: 'visible', label: t('visible'), count: funnel.visible, of: { reached: id } },
    ],
  }
}
