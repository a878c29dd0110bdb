import { ArrowDownIcon, ArrowUpIcon } from '@navikt/aksel-icons'
import { Button, Checkbox, CheckboxGroup } from '@navikt/ds-react'
import type { KeyboardEvent } from 'react'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { TemplateChoice } from '../../api/registry/types.gen'
import { LocalisedInput } from '../../ui/form/localised-input'

interface TemplatePartProps {
  /** Its place from 0, and how many there are. */
  index: number
  count: number
  choice: TemplateChoice
  move: (to: number) => void
}

/** One part of the document: whether it is there, where, and in which words. */
export function TemplatePart({ index, count, choice, move }: TemplatePartProps) {
  const { t } = useTranslation('documents')
  const { control } = useFormContext()
  const at = `parts.${index}`
  const isShown = useWatch({ control, name: `${at}.is_shown` }) as boolean
  const name = t(`part.${choice.name}`)
  const keys = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    const to = index + by
    if (!event.altKey || by === 0 || to < 0 || to >= count) return
    event.preventDefault()
    move(to)
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementInteractions: keys of what is inside of it
    <li className="panel template-part" id={`part-${choice.name}`} onKeyDown={keys}>
      <div className="template-part__head">
        <Controller
          name={`${at}.is_shown`}
          control={control}
          render={({ field: { value, onChange } }) => (
            <Checkbox size="small" checked={value} onChange={(event) => onChange(event.target.checked)}>
              {name}
            </Checkbox>
          )}
        />
        <Move way="up" name={name} off={index === 0} onClick={() => move(index - 1)} />
        <Move way="down" name={name} off={index === count - 1} onClick={() => move(index + 1)} />
      </div>
      {isShown && (
        <details>
          <summary>{t('words', { name })}</summary>
          <div className="stack-small">
            <LocalisedInput
              name={`${at}.heading`}
              label={t('heading', { name })}
              description={t('heading_hint', { name })}
            />
            <LocalisedInput name={`${at}.introduction`} label={t('introduction', { name })} multiline />
            {choice.details.length > 0 && <Details at={at} choice={choice} name={name} />}
          </div>
        </details>
      )}
    </li>
  )
}

interface MoveProps {
  way: 'up' | 'down'
  name: string
  /** A button that can do nothing keeps the focus: it may be the one that was just pressed. */
  off: boolean
  onClick: () => void
}

function Move({ way, name, off, onClick }: MoveProps) {
  const { t } = useTranslation('documents')
  const Icon = way === 'up' ? ArrowUpIcon : ArrowDownIcon
  return (
    <Button
      type="button"
      size="small"
      variant="tertiary"
      data-color="neutral"
      data-way={way}
      aria-disabled={off}
      aria-keyshortcuts={way === 'up' ? 'Alt+ArrowUp' : 'Alt+ArrowDown'}
      icon={<Icon title={t(`move_${way}`, { name })} />}
      onClick={() => !off && onClick()}
    />
  )
}

/** Columns and charts, each of which may be left out. */
function Details({ at, choice, name }: { at: string; choice: TemplateChoice; name: string }) {
  const { t } = useTranslation('documents')
  const { control } = useFormContext()
  const all: string[] = choice.details
  return (
    <Controller
      name={`${at}.left_out`}
      control={control}
      render={({ field: { value, onChange } }) => (
        <CheckboxGroup
          size="small"
          legend={t('details_of', { name })}
          value={all.filter((one) => !value.includes(one))}
          onChange={(shown: string[]) => onChange(all.filter((one) => !shown.includes(one)))}
        >
          {choice.details.map((one) => (
            <Checkbox key={one} value={one}>
              {t(`detail.${one}`)}
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
    />
  )
}
