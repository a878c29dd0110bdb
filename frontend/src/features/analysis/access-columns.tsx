import { useTranslation } from 'react-i18next'
import type { AnalysisAccessOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import type { Column } from '../../ui/data-table'
import { LocalisedView } from '../../ui/localised-view'
import { StatusTag } from '../../ui/status-tag'
import { EndAccess } from './end-access'

/** Which login reads what, until when, and whether somebody can sign in with it. */
export function useAccessColumns(): Column<AnalysisAccessOut>[] {
  const { t } = useTranslation('analysis')
  const language = useLanguage()
  return [
    { id: 'login', header: t('login'), nowrap: true, cell: (row) => <code>{row.login}</code> },
    {
      id: 'programme',
      header: t('programme'),
      cell: ({ programme }) =>
        programme ? (
          <LocalisedView text={programme.title} original={programme.original_language} />
        ) : (
          t('all_programmes')
        ),
    },
    {
      id: 'ends_on',
      header: t('until'),
      nowrap: true,
      cell: (row) => (row.ends_on ? dat(language, row.ends_on) : t('open')),
    },
    {
      id: 'state',
      header: t('state'),
      cell: (row) => <AccessState access={row} />,
    },
    { id: 'end', header: t('end'), cell: (row) => <EndAccess access={row} /> },
  ]
}

function AccessState({ access }: { access: AnalysisAccessOut }) {
  const { t } = useTranslation('analysis')
  if (access.has_ended) return <StatusTag status="ended" label={t('ended')} />
  return access.is_known ? (
    <StatusTag status="active" label={t('ready')} />
  ) : (
    <StatusTag status="unknown" tone="warning" label={t('unknown')} />
  )
}
