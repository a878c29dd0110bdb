import { DownloadIcon } from '@navikt/aksel-icons'
import { Button, ToggleGroup } from '@navikt/ds-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SheetValue, ValueSheetOut } from '../../api/indicators/types.gen'
import { usePeriod } from '../../lib/period'
import { useMedia } from '../../lib/use-media'
import { StatusTag, type Tone } from '../../ui/status-tag'

const outcomes = ['refused', 'stale', 'saved'] as const
type Outcome = (typeof outcomes)[number]
const tones: Record<SheetValue['outcome'], Tone> = {
  refused: 'danger',
  stale: 'warning',
  saved: 'success',
  unchanged: 'neutral',
}

export interface OutcomesProps {
  found: ValueSheetOut
  stored: boolean
  /** How far storing has come, while it goes on. */
  progress: string | undefined
  failed: boolean
  copying: boolean
  onCopy: () => void
  onStore: () => void
}

/** What becomes of each value of the file: counted, told, and only then stored. */
export function Outcomes({ found, stored, progress, failed, copying, onCopy, onStore }: OutcomesProps) {
  const { t } = useTranslation('sheet')
  const [shown, setShown] = useState<Outcome | 'all'>('all')
  const { counts } = found
  const marked =
    counts.refused.values +
    counts.stale.values +
    found.values.filter(({ code, outcome }) => code && outcome === 'saved').length
  const told = Object.values(counts).reduce((sum, { values }) => sum + values, 0)
  const nameOf = (outcome: SheetValue['outcome']) =>
    t(`found.${outcome === 'saved' && stored ? 'done' : outcome}`)
  const chosen = found.values.filter(({ outcome }) => shown === 'all' || shown === outcome)
  return (
    <section className="stack-small" aria-labelledby="sheet-found">
      <h3 id="sheet-found">{t(stored ? 'found.stored' : 'found.title')}</h3>
      <p className="flush" role="status">
        {t('filled', { count: found.filled })}, {t('values', { count: told })}:{' '}
        {(['saved', 'unchanged', 'stale', 'refused'] as const)
          .map((one) => `${nameOf(one)} ${counts[one].values}`)
          .join(' · ')}
      </p>
      {found.values.length === 0 ? (
        <p className="flush">{t('found.none')}</p>
      ) : (
        <>
          <ToggleGroup
            size="small"
            label={t('found.filter')}
            value={shown}
            onChange={(next) => setShown(outcomes.find((one) => one === next) ?? 'all')}
          >
            <ToggleGroup.Item value="all" label={t('found.all')} />
            {outcomes
              .filter((one) => counts[one].values > 0)
              .map((one) => (
                <ToggleGroup.Item key={one} value={one} label={nameOf(one)} />
              ))}
          </ToggleGroup>
          <ValueTable values={chosen} nameOf={nameOf} />
        </>
      )}
      {found.left_out > 0 && <p className="flush">{t('more', { count: found.left_out })}</p>}
      <div className="sheet-page__actions">
        {!stored && counts.saved.values > 0 && (
          <Button size="small" loading={progress !== undefined} onClick={onStore}>
            {t(failed ? 'found.again' : 'found.store')}
          </Button>
        )}
        {marked > 0 && (
          <Button
            size="small"
            variant="secondary"
            icon={<DownloadIcon aria-hidden />}
            loading={copying}
            onClick={onCopy}
          >
            {t('found.copy')}
          </Button>
        )}
        {progress && <span role="status">{progress}</span>}
      </div>
    </section>
  )
}

interface ValueTableProps {
  values: SheetValue[]
  nameOf: (outcome: SheetValue['outcome']) => string
}

function ValueTable({ values, nameOf }: ValueTableProps) {
  const { t } = useTranslation('sheet')
  const period = usePeriod()
  const narrow = useMedia('(max-width: 639px)')
  const nameOfCell = ({ indicator, place, breakdown }: SheetValue) =>
    [indicator, place, breakdown].filter(Boolean).join(' · ') || '–'
  const outcomeOf = (value: SheetValue) => (
    <>
      <StatusTag status={value.outcome} label={nameOf(value.outcome)} tone={tones[value.outcome]} />
      {value.message && <span className="sheet-page__why">{value.message}</span>}
    </>
  )
  if (narrow) {
    return (
      <ul className="data-cards sheet-page__cards" aria-label={t('found.label')}>
        {values.map((value) => (
          <li key={`${value.cell}${value.code}`}>
            <div className="data-cards__title">
              {value.cell}: {nameOfCell(value)}
            </div>
            {outcomeOf(value)}
            <dl>
              {(
                [
                  ['period', period(value.starts_on, value.ends_on)],
                  ['before', value.before],
                  ['said', value.said],
                ] as const
              ).map(([name, told]) => (
                <div key={name}>
                  <dt>{t(`found.${name}`)}</dt>
                  <dd>{told || '–'}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    )
  }
  return (
    /* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */
    <section className="scroll-x sheet-page__found" aria-label={t('found.label')} tabIndex={0}>
      <table className="figures">
        <thead>
          <tr>
            {(['cell', 'outcome', 'what', 'period', 'before', 'said'] as const).map((one) => (
              <th key={one} scope="col">
                {t(`found.${one}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {values.map((value) => (
            <tr key={`${value.cell}${value.code}`}>
              <th scope="row">{value.cell}</th>
              <td className="sheet-page__outcome">{outcomeOf(value)}</td>
              <td>{nameOfCell(value)}</td>
              <td>{period(value.starts_on, value.ends_on) || '–'}</td>
              <td>{value.before ?? '–'}</td>
              <td>{value.said ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
