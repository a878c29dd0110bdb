import { Button } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { changeResultMutation } from '../../api/indicators/@tanstack/react-query.gen'
import type { ResultOut } from '../../api/indicators/types.gen'
import { InlineError } from '../../ui/inline-error'
import { LocalisedView } from '../../ui/localised-view'
import { SummaryList } from '../../ui/summary-list'
import type { FormProps } from './texts'

/** What the programme says is read here, and not entered; letting go of it makes it the project's own. */
export function InheritedResult({ result, onDone, onCancel }: FormProps & { result: ResultOut }) {
  const { t } = useTranslation(['results', 'library'])
  const letGo = useMutation({ ...changeResultMutation(), onSuccess: onDone })
  const original = result.original_language
  return (
    <div className="stack">
      <p className="flush">{t('library:fixed.result')}</p>
      <SummaryList
        items={[
          { term: t('results:kind'), value: t(`results:kinds.${result.kind}.one`) },
          {
            term: t('results:title'),
            value: <LocalisedView text={result.title} original={original} />,
          },
          {
            term: t('results:description'),
            value: result.description && <LocalisedView text={result.description} original={original} />,
          },
        ]}
      />
      {letGo.isError && <InlineError error={letGo.error} />}
      <p className="flush small subtle">{t('library:fixed.let_go_hint')}</p>
      <div className="form__buttons">
        <Button onClick={onCancel}>{t('library:fixed.close')}</Button>
        <Button
          variant="secondary"
          loading={letGo.isPending}
          onClick={() =>
            letGo.mutate({
              path: { result_id: result.id },
              body: { origin_mode: 'copied' },
              headers: { 'if-match': `"${result.version}"` },
            })
          }
        >
          {t('library:fixed.let_go')}
        </Button>
      </div>
    </div>
  )
}
