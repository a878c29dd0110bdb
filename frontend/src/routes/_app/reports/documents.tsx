import { PrinterSmallIcon } from '@navikt/aksel-icons'
import { Button, Select, Skeleton } from '@navikt/ds-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DocumentView } from '../../../features/documents/document-view'
import { type Kind, kindsOf, pageOf, wishOf } from '../../../features/documents/kinds'
import { documentQuery } from '../../../features/documents/queries'
import { FilesButton } from '../../../features/reports/files-button'
import { laterTexts, useLanguage } from '../../../i18n'
import { useMayOn } from '../../../lib/access'
import { integer, matching, searchSchema, text, useSearchChange, uuid } from '../../../lib/search'
import { usePlace } from '../../../lib/use-place'
import { useTitle } from '../../../lib/use-title'
import { InlineError } from '../../../ui/inline-error'
import { LinkButton } from '../../../ui/link-button'

const search = searchSchema({
  // The kinds are looked at where the page is: this part is fetched with every page.
  template: text(),
  programme: uuid(),
  project: uuid(),
  organisation: uuid(),
  network: uuid(),
  from_year: integer(1990, 2100),
  to_year: integer(1990, 2100),
  currency: matching(/^[A-Z]{3}$/),
})

export const Route = createFileRoute('/_app/reports/documents')({
  validateSearch: search,
  loader: laterTexts,
  component: DocumentPage,
})

/** The web form of a document: figures of its files lead here. */
function DocumentPage() {
  const { t } = useTranslation(['documents', 'reports'])
  const language = useLanguage()
  const values = Route.useSearch()
  const change = useSearchChange()
  const wish = wishOf(values)
  const shown = useQuery({
    ...documentQuery(pageOf(wish, language)),
    placeholderData: keepPreviousData,
  })
  usePlace(shown.data !== undefined)
  useTitle(shown.data ? `${shown.data.title}, ${shown.data.subtitle}` : t('documents:title'))
  const choices = kindsOf(values)
  return (
    <>
      <div className="page-header noprint">
        <div className="page-header__row">
          <Select
            size="small"
            label={t('documents:kind')}
            value={wish.template}
            onChange={({ target }) => change({ template: target.value })}
          >
            {choices.map((one) => (
              <option key={one} value={one}>
                {t(`documents:kinds.${one}`)}
              </option>
            ))}
          </Select>
          <div className="page-header__actions">
            <Button
              size="small"
              variant="secondary"
              data-color="neutral"
              icon={<PrinterSmallIcon aria-hidden />}
              onClick={() => globalThis.print()}
            >
              {t('reports:print')}
            </Button>
            <FilesButton wish={wish} />
            {values.programme && <OwnTemplate programme={values.programme} kind={wish.template} />}
          </div>
        </div>
      </div>
      {shown.error && <InlineError error={shown.error} retry={shown.refetch} />}
      {shown.data ? (
        <div aria-busy={shown.isPlaceholderData}>
          <DocumentView book={shown.data} level={1} />
        </div>
      ) : (
        !shown.error && <Skeleton variant="rounded" height="40rem" />
      )}
    </>
  )
}

function OwnTemplate({ programme, kind }: { programme: string; kind: Kind }) {
  const { t } = useTranslation('documents')
  return (
    useMayOn('programme.write', 'programme', programme) && (
      <LinkButton
        size="small"
        variant="secondary"
        to="/programmes/$id/documents/$kind"
        params={{ id: programme, kind }}
      >
        {t('own_template')}
      </LinkButton>
    )
  )
}
