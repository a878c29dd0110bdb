import '@navikt/ds-css/dist/component/readmore.css'
import { ReadMore } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'

/** The names on the keys are the same in every language. */
const KEYS = {
  next: 'Enter, Tab',
  leave: 'Esc, Delete',
  paste: 'Ctrl + V',
  undo: 'Ctrl + Z, Ctrl + Shift + Z',
  details: 'Ctrl + Enter',
  trouble: 'F8',
} as const
const WORDED = ['move', 'edit'] as const
const STATES = ['waiting', 'saved', 'invalid', 'refused', 'conflict'] as const

/** The keys of the grid, and what the marks in its cells mean. */
export function GridHelp() {
  const { t } = useTranslation('values')
  return (
    <ReadMore size="small" header={t('help.title')}>
      <div className="grid-help">
        <dl>
          {WORDED.map((key) => (
            <div key={key}>
              <dt>{t(`help.keys.${key}`)}</dt>
              <dd>{t(`help.does.${key}`)}</dd>
            </div>
          ))}
          {(Object.keys(KEYS) as (keyof typeof KEYS)[]).map((key) => (
            <div key={key}>
              <dt>{KEYS[key]}</dt>
              <dd>{t(`help.does.${key}`)}</dd>
            </div>
          ))}
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
      </div>
    </ReadMore>
  )
}
