import { useTranslation } from 'react-i18next'
import type { PartChangeOut, Reference } from '../../api/registry/types.gen'
import { useFieldName, useValue } from './values'
import './changes.css'

interface PartsProps {
  parts: PartChangeOut[]
  references: Reference[]
  /** Parts of other things than this one are said to be of them. */
  of?: string | undefined
}

/** What changed, part by part: the field, what it was and what it became. */
export function Parts({ parts, references, of }: PartsProps) {
  const { t } = useTranslation('history')
  if (parts.length === 0) return <p className="subtle">{t('nothing_told')}</p>
  return (
    <ul className="parts">
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no id, and are never reordered
        <li key={index}>
          <Part part={part} references={references} of={of} />
        </li>
      ))}
    </ul>
  )
}

function Part({ part, references, of }: { part: PartChangeOut } & Omit<PartsProps, 'parts'>) {
  const { t } = useTranslation('history')
  const fieldName = useFieldName()
  const show = useValue(references)
  const name = t(`parts.${part.part}` as never, { defaultValue: part.part })
  const owner = part.object_id !== of && references.find(({ id }) => id === part.object_id)
  const label = Object.entries(part.of).find(([field, value]) => naming.has(field) && value)
  return (
    <>
      <p className="parts__head">
        <span className={`parts__sign parts__sign--${part.operation}`} aria-hidden>
          {signs[part.operation]}
        </span>
        <strong>{name}</strong> <span className="subtle">{t(`operations.${part.operation}`)}</span>
        {owner && <> · {show(part.part, 'object_id', part.object_id)}</>}
        {label && <> · {show(part.part, label[0], label[1])}</>}
      </p>
      <dl className="fields">
        {part.fields.map(({ field, was, became }) => (
          <div key={field}>
            <dt>{fieldName(field)}</dt>
            {part.operation !== 'added' && (
              <dd className="fields__was">
                <span className="sr-only">{t('was')} </span>
                <del>{show(part.part, field, was)}</del>
              </dd>
            )}
            {part.operation !== 'removed' && (
              <dd className="fields__became">
                <span className="sr-only">{t('became')} </span>
                <ins>{show(part.part, field, became)}</ins>
              </dd>
            )}
          </div>
        ))}
      </dl>
    </>
  )
}

const signs = { added: '+', changed: '±', removed: '−' } as const
/** The fields by which one row of a list is told from the others. */
const naming = new Set([
  'organisation_id',
  'theme_id',
  'funder_id',
  'project_id',
  'period_id',
  'name',
  'title',
  'text',
  'year',
  'status',
  'starts_on',
])
