import './asking.css'
import { Button, CopyButton, Dialog, Loader, TextField } from '@navikt/ds-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContributionLinkSent, FrameworkOut } from '../../../api/indicators/types.gen'
import { InlineError } from '../../../ui/inline-error'
import { AskForm } from './ask-form'
import { LinkItem } from './link-item'
import { linksQuery } from './queries'

/** What became of a link; with its secret, where there is a new one. */
export type Told = (text: string, sent?: ContributionLinkSent) => Promise<void>

interface AskDialogProps {
  framework: FrameworkOut
  onClose: () => void
}

/** People without an account who are asked for values, and how far they got. */
export function AskDialog({ framework, onClose }: AskDialogProps) {
  const { t } = useTranslation('contribute')
  const cache = useQueryClient()
  const query = linksQuery(framework.project.id)
  const links = useQuery(query)
  const [adding, setAdding] = useState(false)
  const [done, setDone] = useState('')
  const [sent, setSent] = useState<ContributionLinkSent>()
  const status = useRef<HTMLParagraphElement>(null)
  const told: Told = async (text, made) => {
    await cache.invalidateQueries({ queryKey: query.queryKey })
    setDone(text)
    setSent(made)
    setAdding(false)
    // The button that was pressed may be gone: the focus stays in the dialog.
    status.current?.focus()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Popup width="medium" closeOnOutsideClick={false}>
        <Dialog.Header>
          <Dialog.Title>{t('ask.title')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <div className="stack">
            <p className="flush subtle">{t('ask.lead')}</p>
            <p ref={status} role="status" tabIndex={-1} className="flush asking__done">
              {done}
            </p>
            {sent && <Handed sent={sent} />}
            {links.isError && <InlineError error={links.error} retry={links.refetch} />}
            {links.isPending && <Loader size="small" title={t('ask.loading')} />}
            {!adding && links.data?.length === 0 && <p className="flush">{t('ask.none')}</p>}
            {adding ? (
              <AskForm framework={framework} onTold={told} onClose={() => setAdding(false)} />
            ) : (
              <div>
                <Button size="small" onClick={() => setAdding(true)}>
                  {t('ask.new')}
                </Button>
              </div>
            )}
            {!adding && links.data && links.data.length > 0 && (
              <ul className="asking">
                {links.data.map((link) => (
                  <LinkItem key={link.id} link={link} onTold={told} />
                ))}
              </ul>
            )}
          </div>
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}

/** The link itself: there is no second time to see it. */
function Handed({ sent }: { sent: ContributionLinkSent }) {
  const { t } = useTranslation('contribute')
  const { name, email } = sent.contribution_link
  const address = `${globalThis.location.origin}${sent.link}`
  return (
    <div className="stack-small asking__link">
      <TextField
        size="small"
        readOnly
        label={t('ask.link', { name })}
        description={t('ask.link_hint')}
        value={address}
      />
      <CopyButton copyText={address} text={t('ask.copy')} activeText={t('ask.copied')} />
      {sent.is_mailed && <p className="flush subtle">{t('ask.mailed', { email })}</p>}
    </div>
  )
}
