import { useTranslation } from 'react-i18next'
import type { Created } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { list } from '../../lib/format'

const kinds = [
  'projects',
  'budget_lines',
  'partnerships',
  'organisations',
  'changed_budget_lines',
  'changed_projects',
] as const

/** "35 projects, 55 budget lines and 26 partnerships", or nothing at all. */
export function useBrought(): (created: Created | null) => string {
  const { t } = useTranslation('imports')
  const language = useLanguage()
  return (created) =>
    list(
      language,
      kinds.flatMap((kind) => {
        const count = created?.[kind] ?? 0
        return count > 0 ? [t(`brings.${kind}`, { count })] : []
      }),
    )
}

/** The same, figure by figure. */
export function Brought({ created }: { created: Created | null }) {
  const { t } = useTranslation('imports')
  const some = kinds.filter((kind) => (created?.[kind] ?? 0) > 0)
  return (
    <ul className="import-brought">
      {some.map((kind) => (
        <li key={kind}>{t(`brings.${kind}`, { count: created?.[kind] ?? 0 })}</li>
      ))}
    </ul>
  )
}
