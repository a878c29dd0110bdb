import '@navikt/ds-css/dist/component/readmore.css'
import { ReadMore } from '@navikt/ds-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { ESTIMATED, SIGNS } from './said'

/** The names on the keys are the same in every language. */
const KEYS = [
  ['next', 'Enter, Tab'],
  ['leave', 'Esc, Delete'],
  ['paste', 'Ctrl + V'],
  ['undo', 'Ctrl + Z, Ctrl + Shift + Z'],
  ['details', 'Ctrl + Enter'],
  ['trouble', 'F8'],
  ['submit', 'Alt + H'],
] as const
const REVIEW = [
  ['accept', 'Alt + A'],
  ['verify', 'Alt + V'],
  ['give_back', 'Alt + R'],
] as const
const WORDED = ['move', 'edit'] as const
const STATES = ['waiting', 'saved', 'invalid', 'refused', 'conflict', 'unexplained'] as const
const STATUSES = ['draft', 'submitted', 'returned', 'verified', 'accepted'] as const

/** The keys of the grid, what one can type, and what the marks in its cells mean. */
export const GridHelp = memo(function GridHelp({ reviews }: { reviews: boolean }) {
  const { t } = useTranslation(['values', 'results'])
  const keys = [...KEYS, ...(reviews ? REVIEW : [])]
  const signs = Object.entries(SIGNS) as [keyof typeof SIGNS, string][]
  return (
    <ReadMore size="small" header={t('help.title')}>
      <div className="grid-help">
        <dl>
          {WORDED.map((key) => (
            <Line key={key} name={t(`help.keys.${key}`)} text={t(`help.does.${key}`)} />
          ))}
          {keys.map(([key, name]) => (
            <Line key={key} name={name} text={t(`help.does.${key}`)} />
          ))}
        </dl>
        <dl>
          <Line name={`${ESTIMATED} 12`} text={t('results:states.estimated')} />
          {signs.map(([state, sign]) => (
            <Line key={state} name={sign} text={t(`results:states.${state}`)} />
          ))}
          <Line name="30/40" text={t('help.types.share')} />
          <Line name={`${t('yes')}, ${t('no')}`} text={t('help.types.yes_no')} />
          <Line name="1, 2, 3 …" text={t('help.types.step')} />
        </dl>
        <ul>
          {STATES.map((state) => (
            <li key={state}>
              <span className="value-cell" data-state={state}>
                <span className="value-cell__mark" aria-hidden />
              </span>
              {t(`help.states.${state}`)}
            </li>
          ))}
        </ul>
        <dl>
          {STATUSES.map((status) => (
            <div key={status}>
              <dt className="value-status" data-status={status}>
                {t(`results:statuses.${status}`)}
              </dt>
              <dd>{t(`help.statuses.${status}`)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </ReadMore>
  )
})

function Line({ name, text }: { name: string; text: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  )
}
