import { Button, LocalAlert } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../api/problem'
import { useErrorText } from './error-text'

/** A part of a page that could not be shown, with another try; the rest of the page stays. */
export function InlineError({ error, retry }: { error: unknown; retry?: (() => unknown) | undefined }) {
  const { t } = useTranslation()
  const { title, detail: said } = useErrorText()(error)
  // Who may not will not by trying again, and the name of a right tells them nothing.
  const refused = isApiError(error) && error.problem.code === 'permission_denied'
  const detail = refused ? undefined : said
  const requestId = isApiError(error) ? error.requestId : undefined
  return (
    <LocalAlert status="error" role="alert">
      <LocalAlert.Header>
        <LocalAlert.Title as="div">{title}</LocalAlert.Title>
      </LocalAlert.Header>
      {(detail || requestId || (retry && !refused)) && (
        <LocalAlert.Content>
          {detail && (
            <p className="flush" lang="en">
              {detail}
            </p>
          )}
          {requestId && (
            <p className="flush small">
              {t('request_id')} <code>{requestId}</code>
            </p>
          )}
          {retry && !refused && (
            <Button size="small" variant="secondary" data-color="neutral" onClick={() => void retry()}>
              {t('again')}
            </Button>
          )}
        </LocalAlert.Content>
      )}
    </LocalAlert>
  )
}
