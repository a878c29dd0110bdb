import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { FrameworkOut } from '../../../api/indicators/types.gen'
import type { What } from '../../../lib/results'
import { LinkButton } from '../../../ui/link-button'
import { AskButton } from '../asking/ask-button'
import { LocksButton } from '../locks/locks-button'

interface ToolsProps {
  what: What
  framework: FrameworkOut
  mayRecord: boolean
}

/** What few do and nobody waits for: to bring files of values, to ask people, and to lock days. */
export const Tools = memo(function Tools({ what, framework, mayRecord }: ToolsProps) {
  const { t } = useTranslation(['sheet', 'value_file'])
  const link = { params: { id: framework.project.id }, variant: 'tertiary', 'data-color': 'neutral' } as const
  return (
    <div className="values__more">
      {mayRecord && (
        <>
          <LinkButton to={`/${what}s/$id/values/sheet`} {...link}>
            {t('sheet:open')}
          </LinkButton>
          <LinkButton to={`/${what}s/$id/values/file`} {...link}>
            {t('value_file:open')}
          </LinkButton>
        </>
      )}
      {what === 'project' && <AskButton framework={framework} />}
      <LocksButton what={what} framework={framework} />
    </div>
  )
})
