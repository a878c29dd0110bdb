import { screen, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, it } from 'vitest'
import type { OrganisationRef, PartnerGroup } from '../../api/registry/types.gen'
import { renderPart } from '../../testing/render'
import { server } from '../../testing/server'
import { PartnerGroups } from './partner-groups'

const town = (name: string): OrganisationRef => ({ id: name.toLowerCase(), name, country_code: null })
const groups: PartnerGroup[] = [
  {
    kind: 'partnership',
    partnership_id: 'p1',
    sides: [[town('Gran')], [town('Mukono'), town('Lugazi')]],
    title: null,
  },
  { kind: 'organisation', partnership_id: null, sides: [[town('KS')]], title: null },
  { kind: 'component', partnership_id: null, sides: [], title: { nb: 'Koordinering' } },
]

it('prints partners as a report does, each leading to its page', async () => {
  server.use(http.get('*/v1/countries', () => HttpResponse.json({ items: [] })))
  await renderPart(() => <PartnerGroups groups={groups} original="nb" />)

  const [bond, alone, part] = await screen.findAllByRole('listitem')
  expect(bond).toHaveTextContent('Gran – Mukono, Lugazi')
  expect(within(bond as HTMLElement).getByRole('link', { name: 'Lugazi' })).toHaveAttribute(
    'href',
    '/organisations/lugazi',
  )
  expect(
    within(bond as HTMLElement).getByRole('link', { name: 'Partnership: Gran – Mukono, Lugazi' }),
  ).toHaveAttribute('href', '/partnerships/p1')
  expect(alone).toHaveTextContent(/^KS$/)
  expect(within(part as HTMLElement).getByText('Koordinering')).toHaveAttribute('lang', 'nb')
})

it('says when nobody has been named', async () => {
  await renderPart(() => <PartnerGroups groups={[]} original="en" />)

  expect(await screen.findByText('No partners have been named yet.')).toBeVisible()
})
