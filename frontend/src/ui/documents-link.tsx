import { useTranslation } from 'react-i18next'
import { useMay } from '../lib/session'
import { LinkButton } from './link-button'

interface DocumentsLinkProps {
  kind: 'programme' | 'project' | 'organisation' | 'network'
  id: string
}

/** To what is told of a thing in documents: its reports, and the summary for a council. */
export function DocumentsLink({ kind, id }: DocumentsLinkProps) {
  const { t } = useTranslation()
  return (
    useMay('report.read') && (
      <LinkButton variant="tertiary" to="/reports/documents" search={{ [kind]: id }}>
        {t('documents')}
      </LinkButton>
    )
  )
}
