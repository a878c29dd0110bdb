import './library.css'
import { useTranslation } from 'react-i18next'
import type { VersionOut } from '../../api/indicators/types.gen'
import { LocalisedView } from '../../ui/localised-view'
import { type RuleField, ruleFields, useRuleParts } from '../../ui/rule/rule-view'

const differs = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other)

/** The name of a unit is no field of its own to a reader. */
const changed = (field: RuleField, before: VersionOut, after: VersionOut) =>
  differs(before[field], after[field]) || (field === 'unit' && differs(before.unit_name, after.unit_name))

/** What a version says otherwise than the one before it. */
export function VersionChanges({ before, after }: { before: VersionOut; after: VersionOut }) {
  const { t } = useTranslation('library')
  const was = useRuleParts(before.original_language)
  const is = useRuleParts(after.original_language)
  const fields = ruleFields.filter((field) => changed(field, before, after))
  const nothing = <span className="subtle">{t('nothing_said')}</span>
  const renamed = differs(before.name, after.name)
  if (!renamed && fields.length === 0) return null
  return (
    <table className="version-changes">
      <caption className="sr-only">{t('version', { number: after.number })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('field')}</th>
          <th scope="col">{t('before')}</th>
          <th scope="col">{t('after')}</th>
        </tr>
      </thead>
      <tbody>
        {renamed && (
          <tr>
            <th scope="row">{t('fields.name')}</th>
            <td>
              <LocalisedView text={before.name} original={before.original_language} />
            </td>
            <td>
              <LocalisedView text={after.name} original={after.original_language} />
            </td>
          </tr>
        )}
        {fields.map((field) => (
          <tr key={field}>
            <th scope="row">{t(`fields.${field}`)}</th>
            <td>{was(field, before) || nothing}</td>
            <td>{is(field, after) || nothing}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
