import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { acceptInvitation } from '../../api/registry/sdk.gen'
import type { InvitationAcceptanceWritable, InvitationAccepted } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { languageNames, languages } from '../../lib/languages'
import { ErrorSummaryForm } from '../../ui/form/error-summary-form'
import { SelectInput, TextInput } from '../../ui/form/fields'

interface NewcomerFormProps {
  token: string
  onAccepted: (accepted: InvitationAccepted) => void
}

/** For whoever has no account: a name, a password, a language. */
export function NewcomerForm({ token, onAccepted }: NewcomerFormProps) {
  const { t } = useTranslation('invitations')
  const language = useLanguage()
  const form = useForm<InvitationAcceptanceWritable>({
    defaultValues: { token, newcomer: { display_name: '', password: '', locale: language } },
  })
  const accept = async (body: InvitationAcceptanceWritable) => {
    const { data } = await acceptInvitation({ body, throwOnError: true })
    onAccepted(data)
  }
  return (
    <ErrorSummaryForm form={form} guard={false} submit={t('make_account')} onSubmit={accept}>
      <TextInput name="newcomer.display_name" label={t('your_name')} autoComplete="name" />
      <TextInput
        name="newcomer.password"
        label={t('password')}
        description={t('password_hint')}
        type="password"
        autoComplete="new-password"
        autoCapitalize="off"
        spellCheck={false}
      />
      <SelectInput name="newcomer.locale" label={t('your_language')}>
        {languages.map((tag) => (
          <option key={tag} value={tag} lang={tag}>
            {languageNames[tag]}
          </option>
        ))}
      </SelectInput>
    </ErrorSummaryForm>
  )
}
