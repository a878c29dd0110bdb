import { Button, LocalAlert, ProgressBar } from '@navikt/ds-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../../i18n'
import { dat } from '../../../lib/format'
import { Outcomes } from './outcomes'
import type { Answer } from './use-taking-up'

interface AnsweredProps {
  answer: Answer
  number: number
  /** How many indicators one sees that go by other versions: as many as there may be. */
  most: number
  running: boolean
  onTakeUp: () => void
}

/** What would become of the indicators, how far it has come, or what became of them. */
export function Answered({ answer, number, most, running, onTakeUp }: AnsweredProps) {
  const { t } = useTranslation('library')
  const language = useLanguage()
  const { outcomes, tried, whole, already, wanted } = answer
  const title = useRef<HTMLHeadingElement>(null)
  // The button that was pressed has gone with the form or the preview.
  useEffect(() => {
    if (whole) title.current?.focus()
  }, [whole])
  const changed = outcomes.filter(({ outcome }) => outcome === 'changed').length
  const breaks = outcomes.filter((one) => one.outcome === 'changed' && one.breaks).length
  const refused = outcomes.length - changed
  const day = dat(language, wanted.starts_on)
  return (
    <section className="panel stack" aria-labelledby="take-up-answer">
      <h2 id="take-up-answer" ref={title} tabIndex={-1}>
        {t(tried ? 'take_up.preview' : 'take_up.done')}
      </h2>
      {running && (
        <div role="status">
          <p className="flush">{t('take_up.running', { count: outcomes.length })}</p>
          <ProgressBar
            size="small"
            value={outcomes.length}
            valueMax={Math.max(most, 1)}
            aria-labelledby="take-up-answer"
          />
        </div>
      )}
      {whole && (
        <ul className="take-up__sums">
          <li>
            {t(tried ? 'take_up.will_change' : 'take_up.have_changed', { count: changed, number, day })}
          </li>
          {breaks > 0 && <li>{t('take_up.will_break', { count: breaks })}</li>}
          {refused > 0 && <li>{t('take_up.are_refused', { count: refused })}</li>}
          {already > 0 && <li>{t('take_up.already', { count: already, number })}</li>}
        </ul>
      )}
      {whole && tried && changed > 0 && (
        <div className="form__buttons">
          <Button onClick={onTakeUp} loading={running}>
            {t('take_up.confirm', { count: changed, number, day })}
          </Button>
        </div>
      )}
      {whole && !tried && refused > 0 && (
        <LocalAlert status="warning" size="small">
          <LocalAlert.Header>
            <LocalAlert.Title as="div">{t('take_up.see_to_refused')}</LocalAlert.Title>
          </LocalAlert.Header>
        </LocalAlert>
      )}
      <Outcomes answer={answer} />
    </section>
  )
}
