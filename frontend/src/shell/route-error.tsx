import { BodyLong, Button, CopyButton, Heading, HStack, LocalAlert, VStack } from '@navikt/ds-react'
import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../api/problem'
import { useTitle } from '../lib/use-title'
import { useErrorText } from '../ui/error-text'
import { NotFound } from './not-found'

/** A page, or a part of one, that could not be shown: what happened, what to quote, and another try. */
export function RouteError({ error }: ErrorComponentProps) {
  const { t } = useTranslation('shell')
  const text = useErrorText()(error)
  const router = useRouter()
  const { reset } = useQueryErrorResetBoundary()
  useTitle(text.title)
  if (isApiError(error) && error.status === 404) return <NotFound />
  const again = () => {
    reset()
    void router.invalidate()
  }
  const requestId = isApiError(error) ? error.requestId : undefined
  return (
    <VStack gap="space-24" className="measure">
      <Heading level="1" size="large">
        {t('error.title')}
      </Heading>
      <LocalAlert status="error">
        <LocalAlert.Header>
          <LocalAlert.Title as="h2">{text.title}</LocalAlert.Title>
        </LocalAlert.Header>
        {text.detail && <LocalAlert.Content lang="en">{text.detail}</LocalAlert.Content>}
      </LocalAlert>
      <HStack gap="space-12" align="center">
        <Button onClick={again}>{t('error.again')}</Button>
      </HStack>
      {requestId && (
        <HStack gap="space-8" align="center">
          <BodyLong size="small" textColor="subtle">
            {t('error.quote')} <code>{requestId}</code>
          </BodyLong>
          <CopyButton size="small" copyText={requestId} title={t('error.copy')} />
        </HStack>
      )}
    </VStack>
  )
}
