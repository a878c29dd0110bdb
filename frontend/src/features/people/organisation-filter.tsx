import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getOrganisationOptions } from '../../api/registry/@tanstack/react-query.gen'
import { searchOrganisations } from '../../lib/organisations'
import { useSearchChange } from '../../lib/search'
import { AsyncCombobox } from '../../ui/async-combobox'

export function OrganisationFilter({ id }: { id: string | undefined }) {
  const { t } = useTranslation('people')
  const change = useSearchChange()
  const { data } = useQuery({
    ...getOrganisationOptions({ path: { organisation_id: id ?? '' } }),
    enabled: id !== undefined,
  })
  return (
    <AsyncCombobox
      size="small"
      label={t('organisation')}
      searchKey="organisations"
      load={searchOrganisations}
      value={id ? { value: id, label: data?.name ?? '…' } : null}
      onChange={(option) => change({ organisation: option?.value })}
    />
  )
}
