import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  getNetworkOptions,
  getOrganisationOptions,
  getPartnershipOptions,
  getProgrammeOptions,
  getProjectOptions,
} from '../../api/registry/@tanstack/react-query.gen'
import { usePickText } from '../../ui/localised-view'
import type { Crumb } from '../../ui/page-header'
import type { HistoryKind } from './kinds'

interface Thing {
  name: string
  link: Crumb['link']
  list: Crumb
}

/** What the thing is called, and where its own page is. */
export function useThing(kind: HistoryKind, id: string): Thing {
  const { t } = useTranslation([
    'history',
    'organisations',
    'programmes',
    'projects',
    'partnerships',
    'shell',
  ])
  const pick = usePickText()
  const ofKind = (one: HistoryKind) => ({ enabled: kind === one })
  const organisation = useQuery({
    ...getOrganisationOptions({ path: { organisation_id: id } }),
    ...ofKind('organisation'),
  }).data
  const programme = useQuery({
    ...getProgrammeOptions({ path: { programme_id: id } }),
    enabled: kind === 'programme' || kind === 'programme_results',
  }).data
  const partnership = useQuery({
    ...getPartnershipOptions({ path: { partnership_id: id } }),
    ...ofKind('partnership'),
  }).data
  const network = useQuery({
    ...getNetworkOptions({ path: { network_id: id } }),
    ...ofKind('network'),
  }).data
  const project = useQuery({
    ...getProjectOptions({ path: { project_id: id } }),
    enabled: kind === 'project' || kind === 'results',
  }).data
  const projects = { label: t('projects:title'), link: { to: '/projects' } } as const
  const programmes = { label: t('programmes:title'), link: { to: '/programmes' } } as const
  const called = programme ? pick(programme.title, programme.original_language) : ''
  const title = project ? pick(project.title, project.original_language) : ''
  const things: Record<HistoryKind, Thing> = {
    organisation: {
      name: organisation?.name ?? '',
      link: { to: '/organisations/$id', params: { id } },
      list: { label: t('organisations:title'), link: { to: '/organisations' } },
    },
    programme: { name: called, link: { to: '/programmes/$id', params: { id } }, list: programmes },
    partnership: {
      name: partnership?.name ?? '',
      link: { to: '/partnerships/$id', params: { id } },
      list: { label: t('partnerships:title'), link: { to: '/partnerships' } },
    },
    network: {
      name: network ? pick(network.name, network.original_language) : '',
      link: { to: '/networks/$id', params: { id } },
      list: { label: t('shell:nav.networks'), link: { to: '/networks' } },
    },
    project: { name: title, link: { to: '/projects/$id', params: { id } }, list: projects },
    results: { name: title, link: { to: '/projects/$id/results', params: { id } }, list: projects },
    programme_results: {
      name: called,
      link: { to: '/programmes/$id/results', params: { id } },
      list: programmes,
    },
  }
  return things[kind]
}
