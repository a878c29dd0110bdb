import { Button, TextField } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeRollup } from '../../../api/indicators/sdk.gen'
import type { RollupOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { parseDecimal } from '../../../lib/format'
import { refreshResults } from '../../../lib/results'
import { showError } from '../../../ui/toast'
import { typedFigure } from '../figures'

interface WeightFieldProps {
  ownerId: string
  rollup: RollupOut
  parent: string
}

/** How much an indicator counts in the mean that it goes into. */
export function WeightField({ ownerId, rollup, parent }: WeightFieldProps) {
  const { t } = useTranslation('framework')
  const language = useLanguage()
  const cache = useQueryClient()
  const [typed, setTyped] = useState(() => typedFigure(language, rollup.weight))
  const [wrong, setWrong] = useState(false)
  const change = useMutation({
    mutationFn: (weight: string | null) =>
      changeRollup({
        path: { rollup_id: rollup.id },
        headers: { 'if-match': `"${rollup.version}"` },
        body: { weight },
        throwOnError: true,
      }),
    onError: showError,
    onSettled: () => refreshResults(cache, ownerId),
  })
  const save = () => {
    const weight = typed.trim() === '' ? null : parseDecimal(typed, language)
    const fits = weight === null || (weight !== undefined && /^\d{1,18}(\.\d{1,6})?$/.test(weight))
    setWrong(!fits || Number(weight ?? 1) === 0)
    if (fits && Number(weight ?? 1) > 0) change.mutate(weight)
  }
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    // The form around it ties something else.
    event.preventDefault()
    save()
  }
  return (
    <div className="structure__weight">
      <TextField
        size="small"
        inputMode="decimal"
        autoComplete="off"
        label={
          <>
            {t('into.weight')}
            <span className="sr-only"> {t('into.weight_of', { name: parent })}</span>
          </>
        }
        description={rollup.weight === null ? t('into.weight_none') : undefined}
        error={wrong && t('into.weight_wrong')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={key}
      />
      <Button size="small" variant="secondary" type="button" loading={change.isPending} onClick={save}>
        {t('into.weight_save')}
        <span className="sr-only">: {parent}</span>
      </Button>
    </div>
  )
}
