import { PlusIcon, TrashIcon } from '@navikt/aksel-icons'
import { Button, TextField } from '@navikt/ds-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Link } from './draft'

interface EvidenceFieldsProps {
  links: readonly Link[]
  /** How many more there may be. */
  room: number
  error: string | undefined
  onChange: (links: Link[]) => void
  /** What else it can be seen by. */
  children?: ReactNode
}

/** Links to where it can be seen, and what else it can be seen by. */
export function EvidenceFields({ links, room, error, onChange, children }: EvidenceFieldsProps) {
  const { t } = useTranslation('values')
  const change = (key: number, some: Partial<Link>) =>
    onChange(links.map((link) => (link.key === key ? { ...link, ...some } : link)))
  const next = 1 + Math.max(0, ...links.map(({ key }) => key))
  return (
    <fieldset className="entry-form__links">
      <legend>{t('evidence.title')}</legend>
      {links.map(({ key, name, address }, place) => (
        <div key={key} className="entry-form__link">
          <TextField
            size="small"
            label={t('evidence.name')}
            autoComplete="off"
            maxLength={200}
            value={name}
            onChange={(event) => change(key, { name: event.target.value })}
          />
          <TextField
            size="small"
            type="url"
            label={t('evidence.address')}
            autoComplete="off"
            maxLength={2000}
            value={address}
            error={place === links.length - 1 ? error : undefined}
            onChange={(event) => change(key, { address: event.target.value })}
          />
          <Button
            size="small"
            type="button"
            variant="tertiary"
            data-color="neutral"
            icon={<TrashIcon title={t('evidence.remove', { name: name || address || place + 1 })} />}
            onClick={() => onChange(links.filter((link) => link.key !== key))}
          />
        </div>
      ))}
      {room > 0 && (
        <Button
          size="small"
          type="button"
          variant="tertiary"
          icon={<PlusIcon aria-hidden />}
          onClick={() => onChange([...links, { key: next, name: '', address: '' }])}
        >
          {t('evidence.add')}
        </Button>
      )}
      {children}
    </fieldset>
  )
}
