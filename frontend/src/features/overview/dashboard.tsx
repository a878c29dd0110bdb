import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Change, Overview } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { useCountries } from '../../lib/countries'
import { money, num } from '../../lib/format'
import { BudgetFigure } from './budget-figure'
import { ChangesPanel, type Told } from './changes-panel'
import { CountPanel } from './count-panel'
import { FigureTile } from './figure-tile'
import { annualReport, organisations, partnerships, projects } from './links'

export interface DashboardProps {
  overview: Overview
  tell: (change: Change) => Told
  /** What comes before everything that is told. */
  first?: ReactNode
  /** What other services and pages have to tell. */
  children?: ReactNode
}

export function Dashboard({ overview, tell, first, children }: DashboardProps) {
  return (
    <div className="stack">
      <Tiles overview={overview} />
      <div className="dashboard">
        <div className="stack">
          {overview.budget.total.map((total) => (
            <BudgetFigure key={total.currency} total={total} lines={overview.budget.by_year_and_funder} />
          ))}
          <Counts overview={overview} />
        </div>
        <div className="stack">
          {first}
          <ChangesPanel changes={overview.changes} tell={tell} />
          {children}
        </div>
      </div>
    </div>
  )
}

function Tiles({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview')
  const language = useLanguage()
  const active = overview.projects.by_status.find(({ status }) => status === 'active')?.count ?? 0
  const bonds = overview.partnerships.by_status.find(({ status }) => status === 'active')?.count ?? 0
  const [budget] = overview.budget.total
  return (
    <ul className="figure-tiles">
      <FigureTile
        label={t('tile.projects')}
        figure={num(language, overview.projects.total)}
        link={projects()}
      >
        {t('tile.active', { count: active })}
      </FigureTile>
      <FigureTile
        label={t('tile.partnerships')}
        figure={num(language, overview.partnerships.total)}
        link={partnerships()}
      >
        {t('tile.active', { count: bonds })}
      </FigureTile>
      <FigureTile
        label={t('tile.organisations')}
        figure={num(language, overview.organisations.total)}
        link={organisations()}
      >
        {t('tile.countries', { count: overview.countries.length })}
      </FigureTile>
      {budget && (
        <FigureTile
          label={t('tile.budget', { currency: budget.currency })}
          figure={money(language, budget.amount)}
          link={annualReport()}
        >
          {t('tile.report')}
        </FigureTile>
      )}
    </ul>
  )
}

const mostCountries = 10

function Counts({ overview }: { overview: Overview }) {
  const { t } = useTranslation(['overview', 'organisations'])
  const { countryName } = useCountries()
  const left = overview.countries.length - mostCountries
  return (
    <div className="columns">
      <CountPanel
        title={t('counts.countries')}
        counts={overview.countries.slice(0, mostCountries).map(({ code, project_count }) => ({
          key: code,
          label: countryName(code),
          count: project_count,
          link: projects({ country: code }),
        }))}
        more={left > 0 && <Link {...annualReport()}>{t('counts.more', { count: left })}</Link>}
      />
      <div className="stack">
        <CountPanel
          title={t('counts.projects')}
          counts={overview.projects.by_status.map(({ status, count }) => ({
            key: status,
            label: t(`project_status.${status}`),
            count,
            link: projects({ status }),
          }))}
        />
        <CountPanel
          title={t('counts.organisations')}
          counts={overview.organisations.by_kind.map(({ kind, count }) => ({
            key: kind,
            label: t(`organisations:kinds.${kind}`),
            count,
            link: organisations({ kind }),
          }))}
        />
      </div>
    </div>
  )
}
