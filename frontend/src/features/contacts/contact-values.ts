import type { ContactOut } from '../../api/registry/types.gen'

/** As the form holds a contact person: `who` says which of the two ways to name them is in use. */
export interface ContactValues {
  function: string
  function_words: string | null
  who: 'name' | 'account'
  account_id: string | null
  name: string | null
  email: string | null
  phone: string | null
  title: string | null
  language: string | null
  valid_from: string | null
  valid_to: string | null
  source: string
  legal_basis: string | null
}

export const contactValues = (contact: ContactOut | undefined): ContactValues => ({
  function: contact?.function ?? 'main_contact',
  function_words: contact?.function_words ?? null,
  who: contact?.account ? 'account' : 'name',
  account_id: contact?.account?.id ?? null,
  name: contact?.account ? null : (contact?.name ?? null),
  email: contact?.account ? null : (contact?.email ?? null),
  phone: contact?.phone ?? null,
  title: contact?.title ?? null,
  language: contact?.language ?? null,
  valid_from: contact?.valid_from ?? null,
  valid_to: contact?.valid_to ?? null,
  source: contact?.source ?? '',
  legal_basis: contact?.legal_basis ?? null,
})

/** As the service takes it: an account brings its own name and address. */
export function toBody({ who, ...values }: ContactValues) {
  const byAccount = who === 'account'
  return {
    ...values,
    function_words: values.function === 'other' ? values.function_words : null,
    account_id: byAccount ? values.account_id : null,
    name: byAccount ? null : values.name,
    email: byAccount ? null : values.email,
  }
}
