import './files.css'
import { Button, Dialog, Select } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askForRenderingMutation, listRenderingsQueryKey } from '../../api/registry/@tanstack/react-query.gen'
import type { RenderingFormat, RenderingOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { type Language, languageNames, languages } from '../../lib/languages'
import { Combobox } from '../../ui/combobox'
import { InlineError } from '../../ui/inline-error'
import { usePickText } from '../../ui/localised-view'
import type { FilesProps } from './files-button'
import { FilesList } from './files-list'

const formats = ['pdf', 'docx', 'xlsx'] as const
const most = 100

/** Has the report on screen made into a file, and gives the files that are there. */
export function FilesDialog({ close, ...wanted }: FilesProps & { close: () => void }) {
  const { t } = useTranslation('renderings')
  const cache = useQueryClient()
  const [done, setDone] = useState('')
  const status = useRef<HTMLParagraphElement>(null)
  const tell = (words: string) => setDone(words)
  const asked = (made: RenderingOut) => {
    tell(t('asked_now', { name: made.file_name }))
    return cache.invalidateQueries({ queryKey: listRenderingsQueryKey() })
  }
  const removed = (gone: RenderingOut) => {
    tell(t('removed_now', { name: gone.file_name }))
    // The button that was pressed is gone with its file: the focus stays in the dialog.
    status.current?.focus()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <Dialog.Popup width="medium" closeOnOutsideClick={false}>
        <Dialog.Header>
          <Dialog.Title>{t('title')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <div className="stack">
            <p className="flush">{t('lead')}</p>
            <Wish {...wanted} asked={asked} />
            <p ref={status} role="status" tabIndex={-1} className="flush report-files__done">
              {done}
            </p>
            <FilesList removed={removed} ready={(file) => tell(t('ready_now', { name: file.file_name }))} />
          </div>
        </Dialog.Body>
        <Dialog.Footer>
          <Button onClick={close}>{t('close')}</Button>
        </Dialog.Footer>
      </Dialog.Popup>
    </Dialog>
  )
}

function Wish({ wish, report, csv, asked }: FilesProps & { asked: (made: RenderingOut) => Promise<void> }) {
  const { t } = useTranslation('renderings')
  const language = useLanguage()
  const [format, setFormat] = useState<RenderingFormat>('pdf')
  const [inLanguage, setInLanguage] = useState<Language>(language)
  const [chosen, setChosen] = useState<string[]>([])
  const ask = useMutation({ ...askForRenderingMutation(), onSuccess: asked })
  const body = { ...wish, format, language: inLanguage, narratives: chosen }
  return (
    <div className="stack-small">
      <div className="form__row">
        <Select
          size="small"
          label={t('format')}
          value={format}
          onChange={(event) => setFormat(formats.find((one) => one === event.target.value) ?? 'pdf')}
        >
          {formats.map((one) => (
            <option key={one} value={one}>
              {t(`formats.${one}`)}
            </option>
          ))}
        </Select>
        <Select
          size="small"
          label={t('language')}
          value={inLanguage}
          onChange={(event) => setInLanguage(languages.find((one) => one === event.target.value) ?? 'en')}
        >
          {languages.map((one) => (
            <option key={one} value={one} lang={one}>
              {languageNames[one]}
            </option>
          ))}
        </Select>
      </div>
      {report && <Chosen report={report} chosen={chosen} choose={setChosen} />}
      {ask.error ? <InlineError error={ask.error} /> : null}
      <div className="report-files__actions">
        <Button size="small" loading={ask.isPending} onClick={() => ask.mutate({ body })}>
          {t('make')}
        </Button>
        {csv && (
          <Button as="a" role="link" size="small" variant="tertiary" href={csv} download>
            {t('csv')}
          </Button>
        )}
      </div>
    </div>
  )
}

interface ChosenProps {
  report: NonNullable<FilesProps['report']>
  chosen: string[]
  choose: (ids: string[]) => void
}

/** Whose description and objectives are to stand in the file. */
function Chosen({ report, chosen, choose }: ChosenProps) {
  const { t } = useTranslation('renderings')
  const pick = usePickText()
  const options = report.countries.flatMap(({ projects }) =>
    projects.map(({ id, code, title, original_language }) => ({
      value: id,
      label: `${code} ${pick(title, original_language)}`,
    })),
  )
  return (
    <Combobox
      size="small"
      label={t('projects')}
      description={t('projects_hint')}
      isMultiSelect
      maxSelected={most}
      options={options}
      selectedOptions={options.filter(({ value }) => chosen.includes(value))}
      onToggleSelected={(value, isSelected) =>
        choose(isSelected ? [...chosen, value] : chosen.filter((one) => one !== value))
      }
    />
  )
}
