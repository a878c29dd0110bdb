import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getProgrammeOptions } from '../../api/registry/@tanstack/react-query.gen'
import { useLanguage } from '../../i18n'
import { useSearchChange } from '../../lib/search'
import { searchThings } from '../../lib/things'
import { AsyncCombobox } from '../../ui/async-combobox'
import { usePickText } from '../../ui/localised-view'

/** Only the networks of one programme. */
export function ProgrammeFilter({ id }: { id: string | undefined }) {
  const { t } = useTranslation('networks')
  const language = useLanguage()
  const change = useSearchChange()
  const pick = usePickText()
  const { data } = useQuery({
    ...getProgrammeOptions({ path: { programme_id: id ?? '' } }),
    enabled: id !== undefined,
  })
  const name = data ? pick(data.title, data.original_language) : '…'
  return (
    <AsyncCombobox
      size="small"
      label={t('programme')}
      searchKey={`programmes:${language}`}
      load={searchThings('programme', language)}
      value={id ? { value: id, label: name } : null}
      onChange={(option) => change({ programme: option?.value })}
    />
  )
}
