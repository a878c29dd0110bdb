import { PencilIcon, PlusIcon } from '@navikt/aksel-icons'
import { Button, Heading } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../../api/problem'
import { listContactsOptions } from '../../api/registry/@tanstack/react-query.gen'
import type { ContactOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { useMay } from '../../lib/session'
import { useKeptFocus } from '../../lib/use-kept-focus'
import { allRows, type Column, DataTable } from '../../ui/data-table'
import { InlineError } from '../../ui/inline-error'
import { PathLink } from '../../ui/path-link'
import { StatusTag } from '../../ui/status-tag'

const ContactDialog = lazy(() => import('./contact-dialog').then((part) => ({ default: part.ContactDialog })))

/** Whom one turns to in an organisation: for those who have to do with it, and nobody else. */
export function ContactSection({ organisationId }: { organisationId: string }) {
  const { t } = useTranslation('contacts')
  const [edited, setEdited] = useState<ContactOut | 'new'>()
  const contacts = useQuery({
    ...listContactsOptions({ path: { organisation_id: organisationId } }),
    retry: false,
  })
  const columns = useColumns(contacts.data?.may_change ? setEdited : undefined)
  const place = useKeptFocus(edited !== undefined)
  // One may read contacts elsewhere, but not here: then there is nothing to show.
  if (isApiError(contacts.error) && contacts.error.problem.status === 403) return null
  return (
    <section className="panel stack stack--close">
      <div ref={place} tabIndex={-1}>
        <Heading level="2" size="small">
          {t('title')}
        </Heading>
        <p className="flush subtle measure">{t('lead')}</p>
      </div>
      {contacts.error ? (
        <InlineError error={contacts.error} retry={contacts.refetch} />
      ) : contacts.data?.items.length === 0 ? (
        <p className="flush">{t('empty')}</p>
      ) : (
        <DataTable
          label={t('title')}
          columns={columns}
          query={allRows(contacts.data?.items)}
          rowId={(row) => row.id}
        />
      )}
      {contacts.data?.may_change && (
        <div className="noprint">
          <Button
            size="small"
            variant="secondary"
            icon={<PlusIcon aria-hidden />}
            onClick={() => setEdited('new')}
          >
            {t('add')}
          </Button>
        </div>
      )}
      {edited && (
        <Suspense>
          <ContactDialog
            organisationId={organisationId}
            contact={edited === 'new' ? undefined : edited}
            close={() => setEdited(undefined)}
          />
        </Suspense>
      )}
    </section>
  )
}

function useColumns(edit: ((contact: ContactOut) => void) | undefined): Column<ContactOut>[] {
  const { t } = useTranslation('contacts')
  const language = useLanguage()
  const mayManageData = useMay('privacy.manage')
  const columns: Column<ContactOut>[] = [
    {
      id: 'function',
      header: t('function'),
      cell: ({ function: what, function_words, is_current, valid_from, valid_to }) => (
        <>
          {function_words ?? t(`functions.${what}`)}
          {!is_current && (
            <span className="block">
              <StatusTag
                status="ended"
                label={t('not_current', {
                  from: dat(language, valid_from),
                  to: valid_to ? dat(language, valid_to) : '…',
                })}
              />
            </span>
          )}
        </>
      ),
    },
    {
      id: 'name',
      header: t('name'),
      cell: ({ name, title }) => (
        <>
          {name}
          {title && <span className="block small subtle">{title}</span>}
        </>
      ),
    },
    {
      id: 'reach',
      header: t('reached'),
      cell: ({ email, phone }) => (
        <>
          {email && <a href={`mailto:${email}`}>{email}</a>}
          {phone && (
            <span className="block">
              <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone}</a>
            </span>
          )}
        </>
      ),
    },
    { id: 'source', header: t('source'), cell: ({ source }) => source },
  ]
  if (!edit && !mayManageData) return columns
  return [
    ...columns,
    {
      id: 'actions',
      header: t('actions'),
      cell: (contact) => (
        <span className="row-actions noprint">
          {edit && (
            <Button
              size="small"
              variant="tertiary"
              data-color="neutral"
              icon={<PencilIcon title={t('change_named', { name: contact.name ?? '' })} />}
              onClick={() => edit(contact)}
            />
          )}
          {mayManageData && (
            <PathLink path={`/privacy/person/${contact.account?.id ?? contact.id}`}>
              {t('personal_data')}
              <span className="sr-only"> {contact.name}</span>
            </PathLink>
          )}
        </span>
      ),
    },
  ]
}
