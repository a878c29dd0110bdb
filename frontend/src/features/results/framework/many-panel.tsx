import { Button, Select, Textarea, ToggleGroup } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addLines } from '../../../api/indicators/sdk.gen'
import type { Line, LinesOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { refreshResults } from '../../../lib/results'
import { InlineError } from '../../../ui/inline-error'
import { showSuccess } from '../../../ui/toast'
import { type Kind, kinds } from '../kinds'
import { AdoptPanel } from './adopt-panel'
import { linesOf } from './lines'
import { LinesPreview } from './lines-preview'
import { linesOfTemplate, type TemplateName, templateNames } from './templates'

const ways = ['list', 'template', 'other'] as const
type Way = (typeof ways)[number]

interface Looked {
  lines: Line[]
  result: LinesOut
}

export interface ManyPanelProps {
  ownerId: string
  onDone: () => void
}

/** Many lines at once: they are looked at first, and what is wrong with one is told beside it. */
export function ManyPanel({ ownerId, onDone }: ManyPanelProps) {
  const { t } = useTranslation('framework')
  const cache = useQueryClient()
  const [way, setWay] = useState<Way>('list')
  const [looked, setLooked] = useState<Looked>()
  const path = { owner_id: ownerId }
  const look = useMutation({
    mutationFn: async (lines: Line[]): Promise<Looked> => {
      const body = { lines, dry_run: true }
      return { lines, result: (await addLines({ path, body, throwOnError: true })).data }
    },
    onSuccess: setLooked,
  })
  const add = useMutation({
    mutationFn: (lines: Line[]) => addLines({ path, body: { lines }, throwOnError: true }),
    onSuccess: async ({ data }) => {
      showSuccess(t('many.added', { count: data.added }))
      await refreshResults(cache, ownerId)
      onDone()
    },
  })
  const failed = look.error ?? add.error
  return (
    <section className="panel stack-small" aria-labelledby="many">
      <h2 id="many">{t('many.title')}</h2>
      <ToggleGroup
        size="small"
        label={t('many.ways')}
        value={way}
        onChange={(next) => {
          setWay(next as Way)
          setLooked(undefined)
        }}
      >
        {ways.map((one) => (
          <ToggleGroup.Item key={one} value={one} label={t(`many.${one}`)} />
        ))}
      </ToggleGroup>
      {way === 'list' && <PastedList busy={look.isPending} onLook={look.mutate} />}
      {way === 'template' && <FromTemplate busy={look.isPending} onLook={look.mutate} />}
      {way === 'other' && <AdoptPanel ownerId={ownerId} onDone={onDone} />}
      {failed && <InlineError error={failed} />}
      {looked && <LinesPreview {...looked} busy={add.isPending} onAdd={() => add.mutate(looked.lines)} />}
    </section>
  )
}

interface LookProps {
  busy: boolean
  onLook: (lines: Line[]) => void
}

function PastedList({ busy, onLook }: LookProps) {
  const { t, i18n } = useTranslation(['framework', 'results'])
  const language = useLanguage()
  const [pasted, setPasted] = useState('')
  const [level, setLevel] = useState<Kind>('output')
  const nameOf = (kind: Kind) => [
    kind,
    i18n.t(`kinds.${kind}.one`, { ns: 'results' }),
    i18n.t(`kinds.${kind}.many`, { ns: 'results' }),
  ]
  return (
    <>
      <Textarea
        size="small"
        label={t('many.paste')}
        description={t('many.paste_hint')}
        minRows={5}
        maxRows={14}
        value={pasted}
        onChange={(event) => setPasted(event.target.value)}
      />
      <Select
        size="small"
        className="structure__short"
        label={t('many.default_level')}
        value={level}
        onChange={(event) => setLevel(event.target.value as Kind)}
      >
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`results:kinds.${kind}.one`)}
          </option>
        ))}
      </Select>
      <Look
        busy={busy}
        disabled={!pasted.trim()}
        onLook={() => onLook(linesOf(pasted, language, level, nameOf))}
      />
    </>
  )
}

function FromTemplate({ busy, onLook }: LookProps) {
  const { t } = useTranslation('framework')
  const language = useLanguage()
  const [name, setName] = useState<TemplateName>('twinning')
  return (
    <>
      <Select
        size="small"
        className="structure__short"
        label={t('many.which')}
        description={t('many.template_note')}
        value={name}
        onChange={(event) => setName(event.target.value as TemplateName)}
      >
        {templateNames.map((one) => (
          <option key={one} value={one}>
            {t(`many.templates.${one}`)}
          </option>
        ))}
      </Select>
      <Look busy={busy} onLook={() => onLook(linesOfTemplate(name, language))} />
    </>
  )
}

interface LookButtonProps {
  busy: boolean
  disabled?: boolean
  onLook: () => void
}

function Look({ busy, disabled = false, onLook }: LookButtonProps) {
  const { t } = useTranslation('framework')
  return (
    <div>
      <Button size="small" variant="secondary" loading={busy} disabled={disabled} onClick={onLook}>
        {t('many.preview')}
      </Button>
    </div>
  )
}
