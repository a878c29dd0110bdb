import { Button, Checkbox, CheckboxGroup, Select } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeResult } from '../../../api/indicators/sdk.gen'
import type {
  FrameworkGraphOut,
  FrameworkOut,
  ResultUpdate,
  ResultWithIndicators,
} from '../../../api/indicators/types.gen'
import { refreshResults } from '../../../lib/results'
import { InlineError } from '../../../ui/inline-error'
import { usePickText } from '../../../ui/localised-view'
import { showSuccess } from '../../../ui/toast'
import { useNewest } from '../use-newest'

export interface PlacingFormProps {
  framework: FrameworkOut
  graph: FrameworkGraphOut
  result: ResultWithIndicators
  onDone: () => void
}

const placed = (result: ResultWithIndicators) => ({
  goals: result.goal_ids,
  side: result.side_id ?? '',
  builds: result.builds ?? '',
  municipal: result.inside_municipal_tasks === null ? '' : String(result.inside_municipal_tasks),
  same: result.origin_mode === 'mapped' ? (result.origin_result_id ?? '') : '',
})

/** The goals that a result serves, for whose side it is, and what an activity builds. */
export function PlacingForm({ framework, graph, result, onDone }: PlacingFormProps) {
  const { t } = useTranslation('framework')
  const { t: tr } = useTranslation('results')
  const pick = usePickText()
  const cache = useQueryClient()
  const [values, setValues] = useState(placed(result))
  const set = (change: Partial<typeof values>) => setValues((old) => ({ ...old, ...change }))
  const { seen, watch, notice } = useNewest(result, (newest) => setValues(placed(newest)))
  const save = useMutation({
    mutationFn: () =>
      watch(
        changeResult({
          path: { result_id: result.id },
          body: bodyOf(values, result),
          headers: { 'if-match': `"${(seen ?? result).version}"` },
          throwOnError: true,
        }),
      ),
    onSuccess: async () => {
      showSuccess(tr('saved'))
      await refreshResults(cache, framework.project.id)
      onDone()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const choice = (label: string, value: string, onChange: (value: string) => void, options: ReactNode) => (
    <Select size="small" label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      {options}
    </Select>
  )
  const alike = graph.above.filter((one) => one.kind === result.kind)
  return (
    <form className="stack-small structure__placing" onSubmit={submit}>
      {notice}
      <CheckboxGroup
        size="small"
        legend={t('ties.goals')}
        value={values.goals}
        onChange={(goals: string[]) => set({ goals })}
      >
        {graph.goals.length === 0 && <p className="flush subtle">{t('ties.no_goals')}</p>}
        {graph.goals.map((goal) => (
          <Checkbox key={goal.id} value={goal.id}>
            {pick(goal.text)}
          </Checkbox>
        ))}
      </CheckboxGroup>
      {graph.sides.length > 0 &&
        choice(
          t('ties.side'),
          values.side,
          (side) => set({ side }),
          <>
            <option value="">{t('ties.all_sides')}</option>
            {graph.sides.map((side) => (
              <option key={side.organisation_id} value={side.organisation_id}>
                {side.name}
              </option>
            ))}
          </>,
        )}
      {result.kind === 'activity' && (
        <>
          {choice(
            t('ties.builds'),
            values.builds,
            (builds) => set({ builds }),
            <>
              <option value="">{t('ties.not_stated')}</option>
              {(['skills', 'infrastructure', 'both'] as const).map((one) => (
                <option key={one} value={one}>
                  {t(`coverage.builds.${one}`)}
                </option>
              ))}
            </>,
          )}
          {choice(
            t('ties.municipal'),
            values.municipal,
            (municipal) => set({ municipal }),
            <>
              <option value="">{t('ties.not_stated')}</option>
              <option value="true">{t('ties.yes')}</option>
              <option value="false">{t('ties.no')}</option>
            </>,
          )}
        </>
      )}
      {alike.length > 0 &&
        (result.origin_mode === null || result.origin_mode === 'mapped') &&
        choice(
          t('ties.same_as'),
          values.same,
          (same) => set({ same }),
          <>
            <option value="">{t('ties.own')}</option>
            {alike.map((one) => (
              <option key={one.id} value={one.id}>
                {pick(one.title, one.original_language)}
              </option>
            ))}
          </>,
        )}
      {save.error && <InlineError error={save.error} />}
      <div>
        <Button size="small" loading={save.isPending}>
          {t('ties.save')}
        </Button>
      </div>
    </form>
  )
}

function bodyOf(values: ReturnType<typeof placed>, result: ResultWithIndicators): ResultUpdate {
  const body: ResultUpdate = { goal_ids: values.goals, side_id: values.side || null }
  if (result.kind === 'activity') {
    body.builds = (values.builds || null) as ResultUpdate['builds'] & {}
    body.inside_municipal_tasks = values.municipal === '' ? null : values.municipal === 'true'
  }
  if (values.same !== placed(result).same) {
    body.origin_result_id = values.same || null
    body.origin_mode = values.same ? 'mapped' : null
  }
  return body
}
