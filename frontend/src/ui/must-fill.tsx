import { InlineMessage } from '@navikt/ds-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../i18n'
import { type ObjectType, useAccess } from '../lib/access'

interface MustFillProps {
  type: ObjectType
  id: string
  /** What a field is called on its page. */
  label: (field: string) => string
  edit: LinkProps
}

/** What is still asked of who may give it; nothing for everybody else. */
export function MustFill({ type, id, label, edit }: MustFillProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const fields = useAccess(type, id)?.must_fill ?? []
  if (fields.length === 0) return null
  const list = new Intl.ListFormat(language, { type: 'conjunction' })
  return (
    <InlineMessage status="warning" size="small" className="noprint must-fill">
      {t('must_fill', {
        fields: list.format(fields.map((field) => label(field).toLocaleLowerCase(language))),
      })}{' '}
      <Link {...edit}>{t('fill_in')}</Link>
    </InlineMessage>
  )
}
