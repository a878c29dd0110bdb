import { Heading } from '@navikt/ds-react'
import { useEffect, useRef, useState } from 'react'
import { useFieldArray, useFormContext } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { TemplateChoice } from '../../api/registry/types.gen'
import type { TemplateValues } from './template-form'
import { TemplatePart } from './template-part'

/** The parts in their order, which buttons and keys change. */
export function TemplateParts({ choices }: { choices: TemplateChoice[] }) {
  const { t } = useTranslation('documents')
  const { control } = useFormContext<TemplateValues>()
  const rows = useFieldArray({ control, name: 'parts', keyName: 'key' })
  const [moved, setMoved] = useState('')
  const held = useRef<HTMLElement | null>(null)
  const count = rows.fields.length
  // A browser lets go of what is moved to another place.
  useEffect(() => {
    if (moved) held.current?.focus()
  }, [moved])
  const move = (from: number, to: number, name: string) => {
    held.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
    rows.move(from, to)
    setMoved(t('moved', { name, place: to + 1, count }))
  }
  return (
    <section aria-labelledby="template-parts" className="stack-small">
      <Heading level="2" size="small" id="template-parts">
        {t('parts')}
      </Heading>
      <p className="flush small subtle">{t('parts_hint')}</p>
      <ol className="template-parts">
        {rows.fields.map((field, index) => {
          const choice = choices.find(({ name }) => name === field.name)
          return (
            choice && (
              <TemplatePart
                key={field.key}
                index={index}
                count={count}
                choice={choice}
                move={(to) => move(index, to, t(`part.${field.name}`))}
              />
            )
          )
        })}
      </ol>
      <p role="status" className="sr-only">
        {moved}
      </p>
    </section>
  )
}
