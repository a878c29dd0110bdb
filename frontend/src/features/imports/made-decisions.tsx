import { Button, Heading } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { ImportOut, NameDecisionOut } from '../../api/registry/types.gen'
import { keyOf } from './decisions'

interface MadeDecisionsProps {
  batch: ImportOut
  /** Tries the rows again without this one. */
  onForget: (decision: NameDecisionOut) => unknown
}

/** What was decided before, and can be decided anew. */
export function MadeDecisions({ batch, onForget }: MadeDecisionsProps) {
  const { t } = useTranslation(['imports', 'organisations'])
  const made = batch.settings?.name_decisions ?? []
  if (made.length === 0) return null
  const meaning = ({ action, kind }: NameDecisionOut) =>
    t(`names.meaning.${action}`, { kind: kind && t(`organisations:kinds.${kind}`) })
  return (
    <details className="import-made">
      <summary>
        <Heading level="2" size="xsmall" as="span">
          {t('names.decided')} ({made.length})
        </Heading>
      </summary>
      <ul className="plain-list">
        {made.map((decision) => (
          <li key={keyOf(decision)} className="import-made__item">
            <span>
              <strong>{decision.text}</strong>: {meaning(decision)}
            </span>
            <Button
              size="xsmall"
              variant="tertiary"
              data-color="neutral"
              onClick={() => void onForget(decision)}
            >
              {t('names.forget', { name: decision.text })}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  )
}
