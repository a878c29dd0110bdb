import { useQuery } from '@tanstack/react-query'
import { screen, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import { listProjectsOptions } from '../../api/registry/@tanstack/react-query.gen'
import type { ProjectListItem } from '../../api/registry/types.gen'
import { renderPart } from '../../testing/render'
import { server } from '../../testing/server'
import { DataTable } from '../../ui/data-table'
import { FilterBar } from '../../ui/filter-bar'
import { useProjectColumns } from './project-columns'
import { useProjectFilters } from './project-filters'

const programme = { id: 'p', code: 'KS', title: { en: 'KS portfolio' }, original_language: 'en' } as const

const project = (changes: Partial<ProjectListItem>): ProjectListItem => ({
  id: '1',
  code: '3',
  title: { en: 'Municipal International Cooperation' },
  original_language: 'en',
  programme,
  countries: ['BA'],
  status: 'active',
  starts_on: null,
  ends_on: null,
  partners: ['Orkdal - Mostar', 'Sund - Konjic', 'KS'],
  budget: [
    { currency: 'EUR', amount: '7.50' },
    { currency: 'NOK', amount: '1935000.00' },
  ],
  years: [2005, 2006],
  archived: false,
  version: 1,
  ...changes,
})

function answer(items: ProjectListItem[]) {
  const countries = [
    { code: 'BA', name: { en: 'Bosnia and Herzegovina' } },
    { code: 'XK', name: { en: 'Kosovo' } },
  ]
  server.use(
    http.get('*/v1/projects', () => HttpResponse.json({ items, next_cursor: null, total: items.length })),
    http.get('*/v1/countries', () => HttpResponse.json({ items: countries })),
    http.get('*/v1/projects/choices', () =>
      HttpResponse.json({
        programmes: [programme, { ...programme, id: 'q', code: 'MIC' }],
        countries: ['BA'],
        themes: [{ id: 't', code: 'gender', name: { en: 'Gender' } }],
        funders: [{ id: 'f', name: 'Ministry of Foreign Affairs', country_code: 'NO' }],
        years: [2005],
      }),
    ),
  )
}

function List() {
  const projects = useQuery(listProjectsOptions())
  return (
    <>
      <FilterBar values={{ country: 'BA' }} filters={useProjectFilters()} />
      <DataTable label="Projects" columns={useProjectColumns()} query={projects} rowId={(row) => row.id} />
    </>
  )
}

it('shows who takes part, where, when and for how much', async () => {
  answer([project({})])
  await renderPart(List)

  const name = await screen.findByRole('rowheader', { name: /Municipal International Cooperation/ })
  const row = within(name.closest('tr') as HTMLElement)
  expect(within(name).getByRole('link')).toHaveAttribute('href', '/projects/1')
  expect(await within(name).findByText('KS portfolio')).toBeVisible()
  expect(row.getByText('Orkdal - Mostar')).toBeVisible()
  expect(row.getByText('Active')).toBeVisible()
  expect(await row.findByText('Bosnia and Herzegovina')).toBeVisible()
  expect(row.getByText('2005 – 2006')).toBeVisible()
  expect(row.getByText('1,935,000 NOK')).toBeVisible()
  expect(row.getByText('7.50 EUR')).toBeVisible()
})

it('marks a title that is in another language, and says what is not known', async () => {
  const title = { nb: 'Kommunalt samarbeid' }
  answer([project({ title, original_language: 'nb', partners: [], countries: [], years: [], budget: [] })])
  await renderPart(List)

  expect(await screen.findByText('Kommunalt samarbeid')).toHaveAttribute('lang', 'nb')
  expect(screen.getByText('Not given')).toBeVisible()
  expect(screen.getByText('No country')).toBeVisible()
})

it('counts the partners that there is no room for', async () => {
  answer([project({ partners: ['Eid', 'Elverum', 'Flora', 'Gran', 'Oslo'] })])
  await renderPart(List)

  expect(await screen.findByText('and 2 more')).toBeVisible()
})

it('offers only what some project has', async () => {
  answer([project({})])
  await renderPart(List)

  const country = await screen.findByRole('combobox', { name: 'Country' })
  expect(await within(country).findByRole('option', { name: 'Bosnia and Herzegovina' })).toBeVisible()
  expect(within(country).queryByRole('option', { name: 'Kosovo' })).toBeNull()
  const funder = screen.getByRole('combobox', { name: 'Funder' })
  expect(
    within(funder)
      .getAllByRole('option')
      .map((option) => option.textContent),
  ).toEqual(['All', 'Ministry of Foreign Affairs'])
})
