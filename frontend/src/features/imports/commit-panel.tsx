import { BodyShort, Button, Heading, Radio, RadioGroup } from '@navikt/ds-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommitMode, ImportOut } from '../../api/registry/types.gen'
import { InlineError } from '../../ui/inline-error'
import { Brought } from './brought'

interface CommitPanelProps {
  batch: ImportOut
  onCommit: (mode: CommitMode) => Promise<unknown>
}

/** What will be written, in counts, and the button that writes it. */
export function CommitPanel({ batch, onCommit }: CommitPanelProps) {
  const { t } = useTranslation('imports')
  const refused = batch.counts?.refuse ?? 0
  const valid = batch.row_count - refused
  const [mode, setMode] = useState<CommitMode>('all_or_nothing')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const some = Object.values(batch.created ?? {}).some((count) => count > 0)
  const commit = async () => {
    setBusy(true)
    setError(undefined)
    try {
      await onCommit(refused > 0 ? mode : 'all_or_nothing')
    } catch (caught) {
      setError(caught)
      setBusy(false)
    }
  }
  if (valid === 0) {
    return (
      <section className="panel stack" aria-labelledby="import-commit">
        <Heading level="2" size="small" id="import-commit">
          {t('commit.title')}
        </Heading>
        <BodyShort>{t('commit.nothing')}</BodyShort>
        <BodyShort>{t('commit.first_correct')}</BodyShort>
      </section>
    )
  }
  return (
    <section className="panel stack" aria-labelledby="import-commit">
      <Heading level="2" size="small" id="import-commit">
        {t('commit.title')}
      </Heading>
      {some ? (
        <div>
          <BodyShort>{t('check.would_bring')}</BodyShort>
          <Brought created={batch.created} />
        </div>
      ) : (
        <BodyShort>{t('check.nothing_new')}</BodyShort>
      )}
      {refused === 0 ? (
        <BodyShort>{t('commit.all_ok', { count: valid })}</BodyShort>
      ) : (
        <RadioGroup
          size="small"
          legend={t('commit.mode')}
          value={mode}
          onChange={(value: CommitMode) => setMode(value)}
        >
          <Radio value="all_or_nothing" description={t('commit.first_correct')}>
            {t('commit.all_or_nothing')}
          </Radio>
          <Radio value="valid_rows" description={t('commit.left_out', { count: refused })}>
            {t('commit.valid_rows', { count: valid })}
          </Radio>
        </RadioGroup>
      )}
      <BodyShort size="small" textColor="subtle">
        {t('commit.atomic')}
      </BodyShort>
      {error ? <InlineError error={error} /> : null}
      <div>
        <Button
          loading={busy}
          disabled={refused > 0 && mode === 'all_or_nothing'}
          onClick={() => void commit()}
        >
          {t('commit.submit')}
        </Button>
      </div>
    </section>
  )
}
