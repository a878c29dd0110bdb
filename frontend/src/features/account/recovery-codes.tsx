import { Button, CopyButton, Dialog } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'

/** The codes, the only time that they are there; empty when there were some before. */
export function RecoveryCodesDialog({ codes, onClose }: { codes: string[]; onClose: () => void }) {
  const { t } = useTranslation('account')
  return (
    <Dialog open={codes.length > 0} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Popup width="small" closeOnOutsideClick={false}>
        <Dialog.Header withClosebutton={false}>
          <Dialog.Title>{t('codes.title')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <p className="flush">{t('codes.once')}</p>
          <ol className="recovery-codes">
            {codes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ol>
        </Dialog.Body>
        <Dialog.Footer>
          <CopyButton
            variant="action"
            copyText={codes.join('\n')}
            text={t('codes.copy')}
            activeText={t('codes.copied')}
          />
          <Button onClick={onClose}>{t('codes.kept')}</Button>
        </Dialog.Footer>
      </Dialog.Popup>
    </Dialog>
  )
}
