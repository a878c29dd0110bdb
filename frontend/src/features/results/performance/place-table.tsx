import { useTranslation } from 'react-i18next'
import type { MapPoint } from '../../../api/indicators/types.gen'
import { LocalisedView, usePickText } from '../../../ui/localised-view'
import { useAmount, useTarget } from './amounts'
import { FigureLink } from './figure-link'
import { StandingTag } from './standing'

/** A point is an indicator at a place, or as a whole. */
export const keyOf = ({ indicator_id, position, is_whole }: MapPoint, index: number) =>
  `${indicator_id}.${is_whole ? 'whole' : (position.site_id ?? index)}`

interface PlaceTableProps {
  points: MapPoint[]
  nameOf: (point: MapPoint) => string
  marked: string | undefined
  onMark: (key: string | undefined) => void
}

/** The same in words; pointing at a row, or stepping into it, marks its circle. */
export function PlaceTable({ points, nameOf, marked, onMark }: PlaceTableProps) {
  const { t } = useTranslation('performance')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="arc-table" aria-label={t('map.list')} tabIndex={0}>
      <table>
        <caption className="sr-only">{t('map.list')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('map.place')}</th>
            <th scope="col">{t('map.figure')}</th>
          </tr>
        </thead>
        <tbody>
          {points.map((point, index) => {
            const key = keyOf(point, index)
            return (
              <tr
                key={key}
                data-marked={marked === key || undefined}
                onPointerEnter={() => onMark(key)}
                onPointerLeave={() => onMark(undefined)}
                onFocus={() => onMark(key)}
                onBlur={() => onMark(undefined)}
              >
                <th scope="row">
                  {nameOf(point)}
                  <span className="performance__note">
                    {point.framework.code}{' '}
                    <LocalisedView
                      text={point.framework.title}
                      original={point.framework.original_language}
                    />
                  </span>
                </th>
                <td>
                  <Figure point={point} place={nameOf(point)} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

function Figure({ point, place }: { point: MapPoint; place: string }) {
  const { t } = useTranslation('performance')
  const say = useAmount()
  const target = useTarget()
  const name = usePickText()(point.title, point.original_language)
  const wanted = point.target && target(point.target, point)
  return (
    <>
      <FigureLink
        indicatorId={point.indicator_id}
        at="life"
        text={say(point.life, point)}
        of={`${point.framework.code} ${name}, ${place}`}
      />{' '}
      {wanted && t('of_target', { target: wanted })}
      <span className="performance__note">
        {name}
        {point.is_synthetic && ` · ${t('synthetic')}`}
      </span>
      {point.is_whole ? <StandingTag status={point.status} /> : t('map.part')}
    </>
  )
}
