import { DownloadIcon } from '@navikt/aksel-icons'
import { Button, LocalAlert } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { RowRefused, ValuesOut } from '../../api/indicators/types.gen'
import { isApiError } from '../../api/problem'
import { csvText, download } from '../../lib/csv'
import { useFieldErrorText } from '../../ui/error-text'
import { InlineError } from '../../ui/inline-error'

/** More are not looked through on a page; the list that is downloaded has all. */
const MOST = 200

/** What became of each row of a file: counted, and why those were refused that were. */
export function FileStored({ found, submitted }: { found: ValuesOut; submitted: boolean }) {
  const { t } = useTranslation('value_file')
  const why = useWhy()
  const { refusals } = found
  const head = (['row', 'why', 'column'] as const).map((one) => t(`found.${one}`))
  const cells = (one: RowRefused) => [one.row, why(one), one.field ?? '–'] as const
  return (
    <section className="stack-small" aria-labelledby="value-file-found">
      <h3 id="value-file-found">{t('found.title')}</h3>
      <p className="flush" role="status">
        {t('found.rows', { count: found.rows })}:{' '}
        {[
          `${t(submitted ? 'found.submitted' : 'found.saved')} ${found.saved}`,
          `${t('found.unchanged')} ${found.unchanged}`,
          `${t('found.refused')} ${found.refused}`,
        ].join(' · ')}
      </p>
      {refusals.length > 0 && (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
          <section className="scroll-x sheet-page__found" aria-label={t('found.label')} tabIndex={0}>
            <table className="figures">
              <thead>
                <tr>
                  {head.map((one) => (
                    <th key={one} scope="col">
                      {one}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {refusals.slice(0, MOST).map((one) => {
                  const [row, ...told] = cells(one)
                  return (
                    <tr key={row}>
                      <th scope="row">{row}</th>
                      <td>{told[0]}</td>
                      <td>{one.field ? <code>{told[1]}</code> : told[1]}</td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          </section>
          {refusals.length > MOST && (
            <p className="flush">{t('found.more', { count: refusals.length - MOST })}</p>
          )}
          <div>
            <Button
              size="small"
              variant="secondary"
              icon={<DownloadIcon aria-hidden />}
              onClick={() => download(`${t('found.file_name')}.csv`, csvText([head, ...refusals.map(cells)]))}
            >
              {t('found.download')}
            </Button>
          </div>
        </>
      )}
    </section>
  )
}

/** Why a row was refused, in the reader's words where there are some. */
function useWhy(): (refused: RowRefused) => string {
  const { t, i18n } = useTranslation(['value_file', 'values'])
  const field = useFieldErrorText()
  return ({ code, message }) => {
    if (i18n.exists(`codes.${code}`, { ns: 'value_file' })) return t(`codes.${code as 'unknown_period'}`)
    if (i18n.exists(`problem.${code}`, { ns: 'values' }))
      return t(`values:problem.${code as 'below_minimum'}`)
    return field(code, message ?? undefined)
  }
}

/** Why nothing of a file was stored. */
export function FileRefused({ error }: { error: unknown }) {
  const { t, i18n } = useTranslation('value_file')
  const fields = isApiError(error) ? error.problem.fields : []
  const codes = isApiError(error) ? [error.code, ...fields.map(({ code }) => code)] : []
  const code = codes.find((one) => i18n.exists(`file.${one}`, { ns: 'value_file' }))
  if (!code) return <InlineError error={error} />
  const names = fields.flatMap(({ loc }) => (loc.length > 2 ? [String(loc.at(-1))] : [])).join(', ')
  return (
    <LocalAlert status="error" role="alert">
      <LocalAlert.Header>
        <LocalAlert.Title as="div">{t(`file.${code as 'unknown_column'}`, { names })}</LocalAlert.Title>
      </LocalAlert.Header>
    </LocalAlert>
  )
}
