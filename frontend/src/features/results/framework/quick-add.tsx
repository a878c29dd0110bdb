import { PlusIcon } from '@navikt/aksel-icons'
import { Button, TextField } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addProgrammeResult, addResult } from '../../../api/indicators/sdk.gen'
import { useLanguage } from '../../../i18n'
import { refreshResults, type What } from '../../../lib/results'
import { showError } from '../../../ui/toast'
import type { Kind } from '../kinds'

export interface QuickAddProps {
  what: What
  ownerId: string
  kind: Kind
}

/** One line, one result: Enter adds it, and the next one can be typed at once. */
export function QuickAdd({ what, ownerId, kind }: QuickAddProps) {
  const { t } = useTranslation('framework')
  const { t: tr } = useTranslation('results')
  const language = useLanguage()
  const cache = useQueryClient()
  const [words, setWords] = useState('')
  const add = useMutation({
    mutationFn: () => {
      const body = { kind, title: { [language]: words.trim() }, original_language: language }
      return what === 'programme'
        ? addProgrammeResult({ path: { programme_id: ownerId }, body, throwOnError: true })
        : addResult({ path: { project_id: ownerId }, body, throwOnError: true })
    },
    onError: showError,
    onSuccess: () => {
      setWords('')
      return refreshResults(cache, ownerId)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (words.trim() && !add.isPending) add.mutate()
  }
  return (
    <tr className="structure__add noprint">
      <td colSpan={4}>
        <form onSubmit={submit}>
          <TextField
            size="small"
            hideLabel
            label={t('structure.add_here', { level: tr(`kinds.${kind}.many`) })}
            placeholder={t('structure.add_here', { level: tr(`kinds.${kind}.many`) })}
            value={words}
            maxLength={300}
            autoComplete="off"
            onChange={(event) => setWords(event.target.value)}
          />
          <Button
            size="small"
            variant="tertiary"
            icon={<PlusIcon aria-hidden />}
            loading={add.isPending}
            disabled={!words.trim()}
          >
            {t('structure.add')}
            <span className="sr-only">: {tr(`kinds.${kind}.many`)}</span>
          </Button>
        </form>
      </td>
    </tr>
  )
}
