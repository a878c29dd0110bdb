import { Button, Checkbox, CheckboxGroup, Radio, RadioGroup, Select } from '@navikt/ds-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { adoptResults } from '../../../api/indicators/sdk.gen'
import type { ResultAbove } from '../../../api/indicators/types.gen'
import { listProjects } from '../../../api/registry/sdk.gen'
import { useLanguage } from '../../../i18n'
import { pickText } from '../../../lib/languages'
import { frameworkQuery, refreshResults } from '../../../lib/results'
import { AsyncCombobox } from '../../../ui/async-combobox'
import type { Option } from '../../../ui/combobox'
import { InlineError } from '../../../ui/inline-error'
import { usePickText } from '../../../ui/localised-view'
import { showSuccess } from '../../../ui/toast'
import { kinds } from '../kinds'
import { useGraph } from './graph-query'

type Known = Pick<ResultAbove, 'id' | 'kind' | 'title' | 'original_language'>
const modes = ['inherited', 'copied'] as const

/** What another framework has: of one's programme, or of a project that one may read. */
export function AdoptPanel({ ownerId, onDone }: { ownerId: string; onDone: () => void }) {
  const { t } = useTranslation('framework')
  const graph = useGraph(ownerId)
  const ofProgramme = graph?.what === 'project' && graph.above.length > 0
  const [wish, setWish] = useState<'programme' | 'project'>()
  const from = ofProgramme ? (wish ?? 'programme') : 'project'
  const [project, setProject] = useState<Option | null>(null)
  const other = useQuery({ ...frameworkQuery(project?.value ?? ''), enabled: project !== null })
  if (!graph) return null
  const results: Known[] | undefined = from === 'programme' ? graph.above : other.data?.results
  const source = from === 'programme' ? graph.programme?.id : project?.value
  return (
    <>
      {ofProgramme && (
        <RadioGroup
          size="small"
          legend={t('adopt.source')}
          value={from}
          onChange={(next: 'programme' | 'project') => setWish(next)}
        >
          <Radio value="programme">{t('adopt.of_programme')}</Radio>
          <Radio value="project">{t('adopt.of_project')}</Radio>
        </RadioGroup>
      )}
      {from === 'project' && <ProjectChoice value={project} onChange={setProject} except={ownerId} />}
      {other.isError && <InlineError error={other.error} retry={other.refetch} />}
      {source && results && (
        <Choice
          key={source}
          ownerId={ownerId}
          source={source}
          results={results}
          mayInherit={from === 'programme'}
          onDone={onDone}
        />
      )}
    </>
  )
}

interface ProjectChoiceProps {
  value: Option | null
  onChange: (project: Option | null) => void
  except: string
}

function ProjectChoice({ value, onChange, except }: ProjectChoiceProps) {
  const { t } = useTranslation('framework')
  const language = useLanguage()
  const load = async (text: string, signal: AbortSignal): Promise<Option[]> => {
    const query = text ? { q: text, limit: 20 } : { limit: 20 }
    const { data } = await listProjects({ query, signal, throwOnError: true })
    return data.items
      .filter(({ id }) => id !== except)
      .map(({ id, code, title, original_language: original }) => ({
        value: id,
        label: `${code} ${pickText(title, language, original)?.text ?? ''}`,
      }))
  }
  return (
    <AsyncCombobox
      size="small"
      label={t('adopt.which_project')}
      searchKey={`framework-source-${language}`}
      load={load}
      value={value}
      onChange={onChange}
    />
  )
}

interface ChoiceProps {
  ownerId: string
  source: string
  results: Known[]
  mayInherit: boolean
  onDone: () => void
}

function Choice({ ownerId, source, results, mayInherit, onDone }: ChoiceProps) {
  const { t } = useTranslation('framework')
  const { t: tr } = useTranslation('results')
  const pick = usePickText()
  const cache = useQueryClient()
  const [chosen, setChosen] = useState(results.map(({ id }) => id))
  const [mode, setMode] = useState<(typeof modes)[number]>(mayInherit ? 'inherited' : 'copied')
  const take = useMutation({
    mutationFn: () =>
      adoptResults({
        path: { owner_id: ownerId },
        body: { source_id: source, mode, result_ids: chosen },
        throwOnError: true,
      }),
    onSuccess: async ({ data }) => {
      const counts = { results: data.result_ids.length, indicators: data.indicator_ids.length }
      showSuccess(t('adopt.taken_results', counts))
      await refreshResults(cache, ownerId)
      onDone()
    },
  })
  if (results.length === 0) return <p className="flush subtle">{t('adopt.nothing_there')}</p>
  return (
    <>
      {mayInherit && (
        <Select
          size="small"
          className="structure__short"
          label={t('adopt.mode')}
          value={mode}
          onChange={(event) => setMode(event.target.value as typeof mode)}
        >
          {modes.map((one) => (
            <option key={one} value={one}>
              {t(`adopt.modes.${one}`)}
            </option>
          ))}
        </Select>
      )}
      <CheckboxGroup
        size="small"
        legend={t('adopt.which_results')}
        description={t('adopt.no_figures')}
        value={chosen}
        onChange={setChosen}
      >
        {kinds.flatMap((kind) =>
          results
            .filter((result) => result.kind === kind)
            .map((result) => (
              <Checkbox key={result.id} value={result.id}>
                {tr(`kinds.${kind}.one`)}: {pick(result.title, result.original_language)}
              </Checkbox>
            )),
        )}
      </CheckboxGroup>
      {take.error && <InlineError error={take.error} />}
      <div>
        <Button
          size="small"
          loading={take.isPending}
          disabled={chosen.length === 0}
          onClick={() => take.mutate()}
        >
          {t('adopt.take', { count: chosen.length })}
        </Button>
      </div>
    </>
  )
}
