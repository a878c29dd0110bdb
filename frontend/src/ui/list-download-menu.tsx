import '@navikt/ds-css/dist/component/actionmenu.css'
import { DownloadIcon } from '@navikt/aksel-icons'
import { ActionMenu, Button } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../i18n'
import { given } from '../lib/given'
import type { SearchChange } from '../lib/search'

const forms = ['xlsx', 'csv', 'json', 'parquet'] as const

export interface ListDownloadProps {
  /** Where the registry has the list, such as `projects`. */
  list: string
  /** The page's search parameters: the file has what they leave of the list, in its order. */
  values: SearchChange
}

/** Links, so that the browser itself saves the file and shows how far it is. */
export function ListDownloadMenu({ list, values }: ListDownloadProps) {
  const { t } = useTranslation()
  const locale = useLanguage()
  const { after: _after, archived, ...filters } = values
  const address = (format: string) => {
    const asked = given({ ...filters, include_archived: archived, locale, format })
    const query = Object.entries(asked).map(([key, value]) => [key, String(value)])
    return `/api/registry/v1/${list}/file?${new URLSearchParams(query)}`
  }
  return (
    <ActionMenu>
      <ActionMenu.Trigger>
        <Button size="small" variant="secondary" data-color="neutral" icon={<DownloadIcon aria-hidden />}>
          {t('download.title')}
        </Button>
      </ActionMenu.Trigger>
      <ActionMenu.Content>
        {forms.map((form) => (
          <ActionMenu.Item key={form} as="a" href={address(form)} download>
            {t(`download.${form}`)}
          </ActionMenu.Item>
        ))}
      </ActionMenu.Content>
    </ActionMenu>
  )
}
