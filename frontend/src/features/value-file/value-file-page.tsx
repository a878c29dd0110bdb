import '../../ui/sheet-page.css'
import './value-file.css'
import { Button, Checkbox } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { storeValues } from '../../api/indicators/sdk.gen'
import { useLanguage } from '../../i18n'
import { csvText, download } from '../../lib/csv'
import { refreshResults, type What } from '../../lib/results'
import { useFramework } from '../../lib/use-framework'
import { LinkButton } from '../../ui/link-button'
import { columns, emptyFile, periodList } from './columns'
import { FileRefused, FileStored } from './outcome'
import { Sending } from './sending'

interface Owner {
  what: What
  ownerId: string
}

/** Where the values of a project or programme come in as a file of another system, and how such a file is made. */
export function ValueFilePage({ what, ownerId }: Owner) {
  const { t } = useTranslation('value_file')
  const cache = useQueryClient()
  const store = useMutation({
    mutationFn: async (body: { file: File; submit: boolean }) =>
      (await storeValues({ path: { project_id: ownerId }, body, throwOnError: true })).data,
    onSettled: () => refreshResults(cache, ownerId),
  })
  return (
    <section className="sheet-page stack" aria-labelledby="value-file">
      <div className="sheet-page__head">
        <h2 id="value-file">{t('title')}</h2>
        <LinkButton to={`/${what}s/$id/values`} params={{ id: ownerId }} variant="tertiary">
          {t('back')}
        </LinkButton>
      </div>
      <p className="flush sheet-page__lead">{t('lead')}</p>
      <div className="sheet-page__steps">
        <Periods what={what} ownerId={ownerId} />
        <div className="panel stack-small">
          <h3>{t('rows.title')}</h3>
          <p className="flush">{t('rows.text')}</p>
        </div>
        <Upload busy={store.isPending} onChange={store.reset} onSend={store.mutate} />
      </div>
      {store.isError && <FileRefused error={store.error} />}
      {store.data && <FileStored found={store.data} submitted={store.variables?.submit ?? false} />}
      <section className="stack-small" aria-labelledby="value-file-columns">
        <h3 id="value-file-columns">{t('rows.columns')}</h3>
        <dl className="value-file__columns">
          {columns.map(([key, names]) => (
            <div key={key}>
              <dt>
                <code>{names}</code>
              </dt>
              <dd>{t(`rows.${key}`)}</dd>
            </div>
          ))}
        </dl>
      </section>
      <Sending ownerId={ownerId} />
    </section>
  )
}

function Periods({ what, ownerId }: Owner) {
  const { t } = useTranslation('value_file')
  const language = useLanguage()
  const { data: framework } = useFramework(what, ownerId)
  const keep = (what: 'empty' | 'list') => {
    if (!framework) return
    const head = (['indicator', 'from', 'to'] as const).map((one) => t(`periods.${one}`))
    const list = () => csvText([[...head, 'indicator_id', 'period_id'], ...periodList(framework, language)])
    download(`${t(`periods.${what}_name`)}.csv`, what === 'empty' ? emptyFile(framework) : list())
  }
  return (
    <div className="panel stack-small">
      <h3>{t('periods.title')}</h3>
      <p className="flush">{t('periods.text')}</p>
      {(['empty', 'list'] as const).map((what) => (
        <div key={what}>
          <Button size="small" variant="secondary" disabled={!framework} onClick={() => keep(what)}>
            {t(`periods.${what}`)}
          </Button>
        </div>
      ))}
    </div>
  )
}

interface UploadProps {
  busy: boolean
  onChange: () => void
  onSend: (filled: { file: File; submit: boolean }) => void
}

function Upload({ busy, onChange, onSend }: UploadProps) {
  const { t } = useTranslation('value_file')
  const [file, setFile] = useState<File>()
  const [submit, setSubmit] = useState(false)
  return (
    <form
      className="panel stack-small"
      onSubmit={(event) => {
        event.preventDefault()
        if (file) onSend({ file, submit })
      }}
    >
      <h3>{t('upload.title')}</h3>
      <p className="flush">{t('upload.text')}</p>
      <label className="sheet-page__file">
        {t('upload.choose')}
        <input
          type="file"
          accept=".csv,.ndjson,.jsonl,.gz"
          onChange={(event) => {
            setFile(event.target.files?.[0])
            onChange()
          }}
        />
      </label>
      <Checkbox size="small" checked={submit} onChange={(event) => setSubmit(event.target.checked)}>
        {t('upload.submit')}
      </Checkbox>
      <div>
        <Button type="submit" size="small" loading={busy} disabled={!file}>
          {t('upload.do')}
        </Button>
      </div>
    </form>
  )
}
