import { useTranslation } from 'react-i18next'
import type { AskedRow } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { pickText } from '../../../lib/languages'
import { CheckNote } from '../checks/check-note'
import { checkKey } from '../checks/check-text'
import { Evidence } from '../values/evidence'
import { useSaid } from '../values/use-said'
import { ownContent } from './answer-card'
import { isFilled } from './contribute-page'

/** All that is about to be handed in, and what was left out. */
export function Summary({ rows }: { rows: readonly AskedRow[] }) {
  const { t } = useTranslation('contribute')
  const left = rows.filter((row) => row.is_open && !isFilled(row)).length
  return (
    <>
      {left > 0 && <p className="flush">{t('check.left', { count: left })}</p>}
      <dl className="contribute__summary">
        {rows.filter(isFilled).map((row) => (
          <Told key={row.period_id} row={row} />
        ))}
      </dl>
    </>
  )
}

function Told({ row }: { row: AskedRow }) {
  const language = useLanguage()
  const said = useSaid(row)
  const title = pickText(row.title, language, row.original_language)
  return (
    <div>
      <dt lang={title?.lang}>{title?.text}</dt>
      <dd>
        {row.answer && <span>{said(row.answer)}</span>}
        {row.answer?.comment && <span className="subtle"> – {row.answer.comment}</span>}
        <Evidence evidence={row.answer?.evidence ?? []} contentOf={ownContent} />
        {row.checks.map((check) => (
          <CheckNote key={checkKey(check)} check={check} indicator={row} />
        ))}
      </dd>
    </div>
  )
}
