import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { listAnalysisViewsOptions } from '../../api/registry/@tanstack/react-query.gen'
import type { AnalysisView } from '../../api/registry/types.gen'
import { InlineError } from '../../ui/inline-error'
import './analysis.css'

// What an operator types once; the password is theirs to choose.
const MAKE_LOGIN = `CREATE ROLE ministry_dashboards LOGIN PASSWORD '…'
  CONNECTION LIMIT 4 IN ROLE bromost_analysis;
ALTER ROLE ministry_dashboards SET statement_timeout = '60s';
GRANT CONNECT ON DATABASE bromost TO ministry_dashboards;`

/** How a tool is connected, and what each view and column means. */
export function AnalysisViews() {
  const { t } = useTranslation('analysis')
  const views = useQuery({ ...listAnalysisViewsOptions(), staleTime: Number.POSITIVE_INFINITY })
  return (
    <>
      <section className="analysis">
        <h2>{t('how')}</h2>
        <ol>
          <li>
            {t('step_login')}
            <pre>{MAKE_LOGIN}</pre>
          </li>
          <li>{t('step_give')}</li>
          <li>{t('step_connect')}</li>
        </ol>
      </section>
      <section className="analysis">
        <h2>{t('views')}</h2>
        <p className="subtle">{t('english')}</p>
        {views.error && <InlineError error={views.error} retry={() => void views.refetch()} />}
        {views.data?.items.map((view) => (
          <View key={view.name} view={view} />
        ))}
      </section>
    </>
  )
}

function View({ view }: { view: AnalysisView }) {
  const { t } = useTranslation('analysis')
  return (
    <details>
      <summary>
        <code>analysis.{view.name}</code> <span lang="en">{view.description}</span>{' '}
        <span className="small subtle">{t('view_count', { count: view.columns.length })}</span>
      </summary>
      <table className="analysis__columns">
        <thead>
          <tr>
            <th scope="col">{t('column')}</th>
            <th scope="col">{t('type')}</th>
            <th scope="col">{t('meaning')}</th>
          </tr>
        </thead>
        <tbody>
          {view.columns.map((column) => (
            <tr key={column.name}>
              <th scope="row">
                <code>{column.name}</code>
              </th>
              <td>{column.type}</td>
              <td lang="en">{column.description}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
