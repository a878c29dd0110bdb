import { TrashIcon } from '@navikt/aksel-icons'
import { Button, Dialog, Select, Textarea } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type Ref, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addContribution, changeContribution, removeContribution } from '../../../api/indicators/sdk.gen'
import type {
  ContributionOut,
  FrameworkGraphOut,
  FrameworkOut,
  ResultWithIndicators,
} from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { refreshResults } from '../../../lib/results'
import { LocalisedView, usePickText } from '../../../ui/localised-view'
import { showError } from '../../../ui/toast'
import { kinds } from '../kinds'
import { GoesInto } from './goes-into'
import { PlacingForm } from './placing-form'
import { End } from './structure-row'

const strengths = ['weak', 'medium', 'strong'] as const
type Strength = (typeof strengths)[number]

export interface TiesDialogProps {
  framework: FrameworkOut
  graph: FrameworkGraphOut
  result: ResultWithIndicators
  onClose: () => void
}

/** What a result leads to and serves, and for whom it is. */
export function TiesDialog({ framework, graph, result, onClose }: TiesDialogProps) {
  const { t } = useTranslation('framework')
  const name = usePickText()(result.title, result.original_language)
  const ties = graph.contributions.filter((one) => one.from_result_id === result.id)
  const choice = useRef<HTMLSelectElement>(null)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Popup width="medium" closeOnOutsideClick={false}>
        <Dialog.Header>
          <Dialog.Title>{t('ties.title', { name })}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <div className="stack">
            <section className="stack-small" aria-labelledby="ties-up">
              <h2 id="ties-up" className="structure__part">
                {t('ties.leads_to')}
              </h2>
              {ties.length === 0 && <p className="flush subtle">{t('ties.nothing')}</p>}
              <ul className="structure__list">
                {ties.map((tie) => (
                  <Tie
                    key={tie.id}
                    tie={tie}
                    framework={framework}
                    graph={graph}
                    onRemoved={() => choice.current?.focus()}
                  />
                ))}
              </ul>
              <AddTie choice={choice} framework={framework} graph={graph} result={result} ties={ties} />
            </section>
            <GoesInto framework={framework} graph={graph} result={result} />
            <PlacingForm framework={framework} graph={graph} result={result} onDone={onClose} />
          </div>
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}

interface TieProps {
  tie: ContributionOut
  framework: FrameworkOut
  graph: FrameworkGraphOut
  /** The button that had the focus is gone then. */
  onRemoved: () => void
}

function Tie({ tie, framework, graph, onRemoved }: TieProps) {
  const { t } = useTranslation('framework')
  const cache = useQueryClient()
  const pick = usePickText()
  const request = {
    path: { contribution_id: tie.id },
    headers: { 'if-match': `"${tie.version}"` },
    throwOnError: true as const,
  }
  const settled = { onError: showError, onSettled: () => refreshResults(cache, framework.project.id) }
  const change = useMutation({
    mutationFn: (strength: Strength) => changeContribution({ ...request, body: { strength } }),
    ...settled,
  })
  const remove = useMutation({
    mutationFn: () => removeContribution(request),
    onSuccess: onRemoved,
    ...settled,
  })
  const ends = [...framework.results, ...graph.above]
  const end = ends.find(({ id }) => id === tie.to_result_id)
  const name = pick(end?.title, end?.original_language)
  return (
    <li>
      <div className="structure__tie">
        <span>
          <End tie={tie} framework={framework} graph={graph} />
          <span className="subtle structure__assumption">
            {tie.assumption ? <LocalisedView text={tie.assumption} /> : t('ties.no_assumption')}
          </span>
        </span>
        <Select
          size="small"
          hideLabel
          label={`${t('ties.strength')}: ${name}`}
          value={tie.strength}
          disabled={change.isPending}
          onChange={(event) => change.mutate(event.target.value as Strength)}
        >
          {strengths.map((one) => (
            <option key={one} value={one}>
              {t(`ties.strengths.${one}`)}
            </option>
          ))}
        </Select>
        <Button
          size="small"
          variant="tertiary"
          data-color="neutral"
          icon={<TrashIcon title={t('ties.remove', { name })} />}
          loading={remove.isPending}
          onClick={() => remove.mutate()}
        />
      </div>
    </li>
  )
}

interface AddTieProps extends Omit<TiesDialogProps, 'onClose'> {
  ties: ContributionOut[]
  choice: Ref<HTMLSelectElement>
}

function AddTie({ framework, graph, result, ties, choice }: AddTieProps) {
  const { t } = useTranslation('framework')
  const language = useLanguage()
  const pick = usePickText()
  const cache = useQueryClient()
  const [to, setTo] = useState('')
  const [strength, setStrength] = useState<Strength>('medium')
  const [assumption, setAssumption] = useState('')
  const add = useMutation({
    mutationFn: () =>
      addContribution({
        path: { result_id: result.id },
        body: {
          to_result_id: to,
          strength,
          assumption: assumption.trim() ? { [language]: assumption.trim() } : null,
        },
        throwOnError: true,
      }),
    onError: showError,
    onSuccess: () => {
      setTo('')
      setAssumption('')
      return refreshResults(cache, framework.project.id)
    },
  })
  const taken = new Set(ties.map((tie) => tie.to_result_id))
  const fits = (one: { id: string; kind: ResultWithIndicators['kind'] }) =>
    one.id !== result.id && !taken.has(one.id) && kinds.indexOf(one.kind) >= kinds.indexOf(result.kind)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (to) add.mutate()
  }
  return (
    <form className="structure__add-tie" onSubmit={submit}>
      <Select
        ref={choice}
        size="small"
        label={t('ties.to')}
        value={to}
        onChange={(event) => setTo(event.target.value)}
      >
        <option value="" />
        {framework.results
          .filter((one) => fits(one) && !one.archived)
          .map((one) => (
            <option key={one.id} value={one.id}>
              {pick(one.title, one.original_language)}
            </option>
          ))}
        {graph.above.filter(fits).map((one) => (
          <option key={one.id} value={one.id}>
            {t('ties.of_programme', { title: pick(one.title, one.original_language) })}
          </option>
        ))}
      </Select>
      <Select
        size="small"
        label={t('ties.strength')}
        value={strength}
        onChange={(event) => setStrength(event.target.value as Strength)}
      >
        {strengths.map((one) => (
          <option key={one} value={one}>
            {t(`ties.strengths.${one}`)}
          </option>
        ))}
      </Select>
      <Textarea
        size="small"
        label={t('ties.assumption')}
        minRows={1}
        value={assumption}
        onChange={(event) => setAssumption(event.target.value)}
      />
      <Button size="small" variant="secondary" loading={add.isPending} disabled={!to}>
        {t('ties.add')}
      </Button>
    </form>
  )
}
