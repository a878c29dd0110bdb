import { LocalAlert } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { PerformanceRow } from '../../../api/indicators/types.gen'
import { useMayOn } from '../../../lib/access'
import { LinkButton } from '../../../ui/link-button'

/** Says so where none of these indicators has a value that counts. */
export function WithoutValues({ rows }: { rows: PerformanceRow[] }) {
  const [first] = rows
  if (!first || rows.some(({ life, pending }) => life.state !== 'missing' || pending)) return null
  const { id, what } = first.framework
  const ofOne = what === 'project' && rows.every(({ framework }) => framework.id === id)
  return (
    <NoValues
      targets={rows.filter(({ target }) => target.value !== null || target.low !== null).length}
      projectId={ofOne ? id : undefined}
    />
  )
}

interface NoValuesProps {
  /** How many have a target. */
  targets: number
  /** Where values may be recorded, if in one place. */
  projectId?: string | undefined
}

/** What was to be reached is known, what was reached is not: said in words, and how to come to some. */
export function NoValues({ targets, projectId }: NoValuesProps) {
  const { t } = useTranslation('performance')
  return (
    <LocalAlert status="announcement" size="small">
      <LocalAlert.Header>
        <LocalAlert.Title as="h3">{t('no_values.title')}</LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>
        <div className="stack-small">
          <p className="flush">
            {targets > 0 && t('no_values.targets', { count: targets })} {t('no_values.known')}
          </p>
          {projectId && <RecordLink id={projectId} />}
        </div>
      </LocalAlert.Content>
    </LocalAlert>
  )
}

function RecordLink({ id }: { id: string }) {
  const { t } = useTranslation('performance')
  if (!useMayOn('entry.write', 'project', id)) return null
  return (
    <div>
      <LinkButton to="/projects/$id/values" params={{ id }} variant="secondary">
        {t('no_values.record')}
      </LinkButton>
    </div>
  )
}
