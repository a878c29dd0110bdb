import { BodyLong, Button, CopyButton, Dialog, TextField } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'

interface LinkDialogProps {
  email: string
  link: string
  close: () => void
}

/** Without a mail server the link is handed over by whoever invites; it is shown this once. */
export function LinkDialog({ email, link, close }: LinkDialogProps) {
  const { t } = useTranslation('invitations')
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <Dialog.Popup width="medium" closeOnOutsideClick={false}>
        <Dialog.Header>
          <Dialog.Title>{t('link_title')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <BodyLong spacing>{t('link_text', { email })}</BodyLong>
          <TextField size="small" label={t('link')} value={link} readOnly />
          <CopyButton copyText={link} text={t('copy_link')} activeText={t('copied')} />
        </Dialog.Body>
        <Dialog.Footer>
          <Button onClick={close}>{t('link_done')}</Button>
        </Dialog.Footer>
      </Dialog.Popup>
    </Dialog>
  )
}
