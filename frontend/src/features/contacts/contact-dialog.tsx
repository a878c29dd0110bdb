import { Button, Dialog } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import {
  addContactMutation,
  changeContactMutation,
  listContactsQueryKey,
  removeContactMutation,
} from '../../api/registry/@tanstack/react-query.gen'
import { listPeople } from '../../api/registry/sdk.gen'
import { ContactFunction, type ContactIn, type ContactOut } from '../../api/registry/types.gen'
import { languageNames, languages } from '../../lib/languages'
import { useMay } from '../../lib/session'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { AsyncChoiceInput } from '../../ui/form/choice-inputs'
import { DateInput } from '../../ui/form/date-input'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { SelectInput, TextAreaInput, TextInput } from '../../ui/form/fields'
import { showSuccess } from '../../ui/toast'
import { type ContactValues, contactValues, toBody } from './contact-values'

interface ContactDialogProps {
  organisationId: string
  contact: ContactOut | undefined
  close: () => void
}

export function ContactDialog({ organisationId, contact, close }: ContactDialogProps) {
  const { t } = useTranslation('contacts')
  const done = useDone(organisationId, close)
  const add = useMutation({ ...addContactMutation(), onSuccess: () => done(t('saved_now')) })
  const change = useMutation({ ...changeContactMutation(), onSuccess: () => done(t('saved_now')) })
  const form = useForm<ContactValues>({ defaultValues: contactValues(contact) })
  const organisation_id = organisationId
  const save = (values: ContactValues) => {
    const body = toBody(values) as ContactIn
    return contact
      ? change.mutateAsync({
          path: { organisation_id, contact_id: contact.id },
          headers: { 'if-match': `"${contact.version}"` },
          body,
        })
      : add.mutateAsync({ path: { organisation_id }, body })
  }
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <Dialog.Popup width="medium">
        <Dialog.Header>
          <Dialog.Title>{contact ? t('change') : t('add')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <ErrorSummaryForm form={form} guard={false} submit={t('save')} onSubmit={save} onCancel={close}>
            <Who control={form.control} contact={contact} />
            <div className="form__row">
              <DateInput name="valid_from" label={t('from')} />
              <DateInput name="valid_to" label={t('to')} description={t('to_hint')} />
            </div>
            <TextInput name="source" label={t('source')} description={t('source_hint')} />
            <TextAreaInput
              name="legal_basis"
              label={t('legal_basis')}
              description={t('legal_basis_hint')}
              optional
            />
          </ErrorSummaryForm>
          {contact && <Remove organisationId={organisationId} contact={contact} close={close} />}
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}

interface WhoProps {
  control: ReturnType<typeof useForm<ContactValues>>['control']
  contact: ContactOut | undefined
}

function Who({ control, contact }: WhoProps) {
  const { t } = useTranslation('contacts')
  const what = useWatch({ control, name: 'function' })
  const who = useWatch({ control, name: 'who' })
  const mayLookUp = useMay('person.read')
  return (
    <>
      <SelectInput name="function" label={t('function')}>
        {Object.values(ContactFunction).map((value) => (
          <option key={value} value={value}>
            {t(`functions.${value}`)}
          </option>
        ))}
      </SelectInput>
      {what === 'other' && <TextInput name="function_words" label={t('function_words')} optional />}
      {(mayLookUp || contact?.account) && (
        <SelectInput name="who" label={t('who')}>
          <option value="name">{t('without_account')}</option>
          <option value="account">{t('with_account')}</option>
        </SelectInput>
      )}
      {who === 'account' ? (
        <AsyncChoiceInput
          name="account_id"
          label={t('account')}
          searchKey="people"
          load={searchPeople}
          known={contact?.account?.display_name}
        />
      ) : (
        <>
          <TextInput name="name" label={t('name')} autoComplete="off" optional />
          <TextInput name="email" label={t('email')} type="email" autoComplete="off" optional />
        </>
      )}
      <div className="form__row">
        <TextInput name="phone" label={t('phone')} type="tel" autoComplete="off" optional />
        <TextInput name="title" label={t('title_there')} optional />
      </div>
      <SelectInput name="language" label={t('language')} optional>
        <option value="">{t('language_unknown')}</option>
        {languages.map((tag) => (
          <option key={tag} value={tag} lang={tag}>
            {languageNames[tag]}
          </option>
        ))}
      </SelectInput>
    </>
  )
}

function Remove({ organisationId, contact, close }: ContactDialogProps & { contact: ContactOut }) {
  const { t } = useTranslation('contacts')
  const [asked, setAsked] = useState(false)
  const done = useDone(organisationId, close)
  const remove = useMutation({ ...removeContactMutation(), onSuccess: () => done(t('removed_now')) })
  return (
    <>
      <Button size="small" variant="tertiary" data-color="danger" onClick={() => setAsked(true)}>
        {t('remove')}
      </Button>
      <ConfirmDialog
        open={asked}
        onClose={() => setAsked(false)}
        title={t('remove_title', { name: contact.name ?? '' })}
        confirm={t('remove')}
        danger
        onConfirm={() =>
          remove.mutateAsync({
            path: { organisation_id: organisationId, contact_id: contact.id },
            headers: { 'if-match': `"${contact.version}"` },
          })
        }
      >
        {t('remove_text')}
      </ConfirmDialog>
    </>
  )
}

function useDone(organisationId: string, close: () => void): (words: string) => Promise<void> {
  const cache = useQueryClient()
  return async (words) => {
    const path = { organisation_id: organisationId }
    await cache.invalidateQueries({ queryKey: listContactsQueryKey({ path }) })
    showSuccess(words)
    close()
  }
}

async function searchPeople(text: string, signal: AbortSignal) {
  const query = { ...(text ? { q: text } : {}), active: true, limit: 20 }
  const { data } = await listPeople({ query, signal, throwOnError: true })
  return data.items.map(({ id, display_name, email }) => ({
    value: id,
    label: email ? `${display_name}, ${email}` : display_name,
  }))
}
