import { BodyShort, Button, Heading, Select } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportOut, NameDecision } from '../../api/registry/types.gen'
import { OrganisationKind } from '../../api/registry/types.gen'
import { InlineError } from '../../ui/inline-error'
import { type Choice, decisionOf, keyOf } from './decisions'
import { NameDecisionRow } from './name-decision'
import { NAMES_SHOWN, openNamesQuery } from './queries'

const kinds = Object.values(OrganisationKind)

interface NameDecisionsProps {
  batch: ImportOut
  /** Tries the rows again with these decisions. */
  onApply: (decisions: NameDecision[]) => Promise<unknown>
}

/** The names that nobody knows for sure; without a decision their rows are refused. */
export function NameDecisions({ batch, onApply }: NameDecisionsProps) {
  const { t } = useTranslation('imports')
  const { data } = useQuery(openNamesQuery(batch.id))
  const [choices, setChoices] = useState<Record<string, Choice>>({})
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const { to_confirm = 0, ambiguous = 0, unknown = 0 } = batch.names ?? {}
  const open = to_confirm + ambiguous + unknown
  const names = data?.items ?? []
  if (open === 0) return null
  const decisions = names.flatMap((name) => decisionOf(name, choices[keyOf(name)] ?? '') ?? [])
  const choose = (key: string, choice: Choice) => setChoices((old) => ({ ...old, [key]: choice }))
  const chooseForAll = (choice: Choice) =>
    setChoices((old) => ({
      ...Object.fromEntries(
        names.filter(({ state }) => state === 'unknown').map((name) => [keyOf(name), choice]),
      ),
      ...Object.fromEntries(Object.entries(old).filter(([, made]) => made !== '')),
    }))
  const apply = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await onApply(decisions)
    } catch (caught) {
      setError(caught)
      setBusy(false)
    }
  }
  return (
    <section className="panel stack" aria-labelledby="import-names">
      <Heading level="2" size="small" id="import-names">
        {t('names.title')}
      </Heading>
      <BodyShort className="measure">{t('names.lead', { count: open })}</BodyShort>
      {unknown > 1 && <ForAll onChoose={chooseForAll} />}
      <ul className="import-names">
        {names.map((name) => (
          <NameDecisionRow
            key={name.position}
            name={name}
            choice={choices[keyOf(name)] ?? ''}
            onChoose={(choice) => choose(keyOf(name), choice)}
          />
        ))}
      </ul>
      {open > NAMES_SHOWN && <BodyShort>{t('names.more', { count: NAMES_SHOWN })}</BodyShort>}
      {error ? <InlineError error={error} /> : null}
      <div>
        <Button size="small" disabled={decisions.length === 0} loading={busy} onClick={() => void apply()}>
          {t('names.apply', { count: decisions.length })}
        </Button>
      </div>
    </section>
  )
}

function ForAll({ onChoose }: { onChoose: (choice: Choice) => void }) {
  const { t } = useTranslation(['imports', 'organisations'])
  const [choice, setChoice] = useState<Choice>('create:municipality')
  return (
    <div className="import-for-all">
      <Select
        size="small"
        label={t('names.for_all')}
        description={t('names.for_all_hint')}
        value={choice}
        onChange={(event) => setChoice(event.target.value)}
      >
        {kinds.map((kind) => (
          <option key={kind} value={`create:${kind}`}>
            {t('names.create', { kind: t(`organisations:kinds.${kind}`) })}
          </option>
        ))}
        <option value="component">{t('names.component')}</option>
        <option value="ignore">{t('names.ignore')}</option>
      </Select>
      <Button size="small" variant="secondary" onClick={() => onChoose(choice)}>
        {t('names.set_all')}
      </Button>
    </div>
  )
}
