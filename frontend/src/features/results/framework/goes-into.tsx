import { TrashIcon } from '@navikt/aksel-icons'
import { Button, Checkbox, ErrorMessage, Select } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addRollup, changeRollup, removeRollup } from '../../../api/indicators/sdk.gen'
import type {
  FrameworkGraphOut,
  FrameworkOut,
  IndicatorOut,
  ResultWithIndicators,
  RollupOut,
} from '../../../api/indicators/types.gen'
import { isApiError } from '../../../api/problem'
import { refreshResults } from '../../../lib/results'
import { InlineError } from '../../../ui/inline-error'
import { usePickText } from '../../../ui/localised-view'
import { showError } from '../../../ui/toast'
import { WeightField } from './weight-field'

export interface GoesIntoProps {
  framework: FrameworkOut
  graph: FrameworkGraphOut
  result: ResultWithIndicators
}

interface Parent {
  id: string
  name: string
  /** What goes into a mean has a weight. */
  isMean: boolean
}

const isMean = ({ over_children }: { over_children: string }) => over_children === 'weighted_mean'

/** Which figures those of a result's indicators go into: the programme's, or others of this framework. */
export function GoesInto({ framework, graph, result }: GoesIntoProps) {
  const { t } = useTranslation('framework')
  const pick = usePickText()
  const own = framework.results
    .flatMap((one) => one.indicators)
    .filter((one) => !one.archived)
    .map((one) => ({
      id: one.id,
      name: pick(one.title, one.original_language) ?? '',
      isMean: isMean(one),
    }))
  const above = graph.above.flatMap((one) =>
    one.indicators.map((above) => ({
      id: above.id,
      name: t('ties.of_programme', { title: pick(above.title, one.original_language) }),
      isMean: isMean(above),
    })),
  )
  const live = result.indicators.filter((one) => !one.archived)
  if (live.length === 0) return null
  return (
    <section className="stack-small" aria-labelledby="goes-into">
      <h2 id="goes-into" className="structure__part">
        {t('into.title')}
      </h2>
      <p className="flush subtle">{t('into.lead')}</p>
      {live.map((indicator) => (
        <OfIndicator
          key={indicator.id}
          ownerId={framework.project.id}
          indicator={indicator}
          rollups={graph.rollups.filter((one) => one.child_indicator_id === indicator.id)}
          parents={[...above, ...own.filter(({ id }) => id !== indicator.id)]}
        />
      ))}
    </section>
  )
}

interface OfIndicatorProps {
  ownerId: string
  indicator: IndicatorOut
  rollups: RollupOut[]
  parents: Parent[]
}

function OfIndicator({ ownerId, indicator, rollups, parents }: OfIndicatorProps) {
  const { t } = useTranslation('framework')
  const cache = useQueryClient()
  const name = usePickText()(indicator.title, indicator.original_language)
  const [to, setTo] = useState('')
  const choice = useRef<HTMLSelectElement>(null)
  const add = useMutation({
    mutationFn: () =>
      addRollup({
        path: { indicator_id: indicator.id },
        body: { parent_indicator_id: to },
        throwOnError: true,
      }),
    onSuccess: () => {
      setTo('')
      return refreshResults(cache, ownerId)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (to) add.mutate()
  }
  const free = parents.filter(({ id }) => !rollups.some((one) => one.parent_indicator_id === id))
  return (
    <form className="stack-small" onSubmit={submit} aria-label={name}>
      <ul className="structure__list">
        {rollups.map((rollup) => (
          <Into
            key={rollup.id}
            ownerId={ownerId}
            rollup={rollup}
            parent={parents.find(({ id }) => id === rollup.parent_indicator_id)}
            onRemoved={() => choice.current?.focus()}
          />
        ))}
      </ul>
      <div className="structure__into">
        <Select
          ref={choice}
          size="small"
          label={t('into.of', { name })}
          value={to}
          onChange={(event) => setTo(event.target.value)}
        >
          <option value="">{rollups.length === 0 ? t('into.nothing') : ''}</option>
          {free.map(({ id, name: parent }) => (
            <option key={id} value={id}>
              {parent}
            </option>
          ))}
        </Select>
        <Button size="small" variant="secondary" loading={add.isPending} disabled={!to}>
          {t('ties.add')}
          <span className="sr-only">: {name}</span>
        </Button>
      </div>
      {add.error && <Refusal error={add.error} />}
    </form>
  )
}

const known = ['not_comparable', 'rollup_cycle', 'unknown_indicator'] as const

function Refusal({ error }: { error: unknown }) {
  const { t } = useTranslation('framework')
  const codes = isApiError(error) ? [error.problem.code, ...error.problem.fields.map((one) => one.code)] : []
  const code = known.find((one) => codes.includes(one))
  if (!code) return <InlineError error={error} />
  return <ErrorMessage role="alert">{t(`into.problems.${code}`)}</ErrorMessage>
}

interface IntoProps {
  ownerId: string
  rollup: RollupOut
  parent: Parent | undefined
  /** The button that had the focus is gone then. */
  onRemoved: () => void
}

function Into({ ownerId, rollup, parent, onRemoved }: IntoProps) {
  const { t } = useTranslation('framework')
  const name = parent?.name ?? t('into.hidden')
  const cache = useQueryClient()
  // Stands at once: what the mutation says of itself comes a moment after the click.
  const [asked, setAsked] = useState<boolean | null>(null)
  const request = {
    path: { rollup_id: rollup.id },
    headers: { 'if-match': `"${rollup.version}"` },
    throwOnError: true as const,
  }
  const refresh = () => refreshResults(cache, ownerId)
  const change = useMutation({
    mutationFn: (included: boolean) => changeRollup({ ...request, body: { included } }),
    onError: showError,
    onSettled: async () => {
      await refresh()
      setAsked(null)
    },
  })
  const remove = useMutation({
    mutationFn: () => removeRollup(request),
    onError: showError,
    onSuccess: onRemoved,
    onSettled: refresh,
  })
  const count = (included: boolean) => {
    setAsked(included)
    change.mutate(included)
  }
  return (
    <li className="structure__into">
      <Checkbox
        size="small"
        checked={asked ?? rollup.included}
        disabled={change.isPending || remove.isPending}
        onChange={(event) => count(event.target.checked)}
      >
        {t('into.counted', { name })}
      </Checkbox>
      <Button
        size="small"
        variant="tertiary"
        data-color="neutral"
        icon={<TrashIcon title={t('ties.remove', { name })} />}
        type="button"
        disabled={change.isPending}
        loading={remove.isPending}
        onClick={() => remove.mutate()}
      />
      {parent?.isMean && rollup.included && (
        <WeightField key={rollup.version} ownerId={ownerId} rollup={rollup} parent={name} />
      )}
    </li>
  )
}
