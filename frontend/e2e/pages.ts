import { type APIRequestContext, expect } from '@playwright/test'

export interface PageEntry {
  name: string
  /** Where it is; asked for when it is the page of some thing. */
  path: string | ((api: APIRequestContext) => Promise<string>)
  /** What its console says on purpose. */
  expected?: RegExp[]
}

const first = (list: string, page: (id: string) => string) => async (api: APIRequestContext) => {
  const answer = await api.get(`${list}${list.includes('?') ? '&' : '?'}limit=1`)
  const { items } = (await answer.json()) as { items: { id: string }[] }
  const id = items[0]?.id
  if (!id) throw new Error(`There is nothing at ${list}`)
  return page(id)
}

/** The page of something that the demonstration data may lack: it is made then. */
const made = (list: string, body: object, page: (id: string) => string) => async (api: APIRequestContext) => {
  const found = (await (await api.get(`${list}?limit=1`)).json()) as { items: { id: string }[] }
  if (found.items[0]) return page(found.items[0].id)
  const answer = await api.post(list, { data: body })
  if (!answer.ok()) return first(list, page)(api)
  return page(((await answer.json()) as { id: string }).id)
}
const definition = {
  code: 'E2E-PAGES',
  name: { en: 'Entrepreneurs trained', pl: 'Przeszkoleni przedsiębiorcy' },
  original_language: 'en',
  kind: 'number',
  cumulation: 'summed',
}
const axis = {
  code: 'e2e-sex',
  name: { en: 'Sex', pl: 'Płeć' },
  original_language: 'en',
  categories: [{ code: 'women', name: { en: 'Women', pl: 'Kobiety' } }],
}

/** A network in the first programme, where the demonstration data have none. */
const network = (page: (id: string) => string) => async (api: APIRequestContext) => {
  const programme = await first('/api/registry/v1/programmes', (id) => id)(api)
  const body = {
    programme_id: programme,
    code: 'E2E-PAGES-N',
    name: { en: 'Outdoor life', pl: 'Życie na świeżym powietrzu' },
    original_language: 'en',
  }
  return made('/api/registry/v1/networks', body, page)(api)
}

/** A round of funding of the first programme, in which one of its partnerships applied. */
const funding = (page: (at: string) => string) => async (api: APIRequestContext) => {
  const programme = await first('/api/registry/v1/programmes', (id) => id)(api)
  const at = `/api/registry/v1/programmes/${programme}`
  const funnel = await (await api.get(`${at}/funnel`)).json()
  let round = (funnel as { rounds: { round: { id: string } }[] }).rounds[0]?.round.id
  if (!round) {
    const body = {
      name: { en: 'First national call', pl: 'Pierwszy nabór krajowy' },
      original_language: 'en',
      opened_on: '2013-01-01',
      decided_on: '2013-06-30',
    }
    const answer = await api.post(`${at}/funding-rounds`, { data: body })
    round = ((await answer.json()) as { id: string }).id
    const applied = {
      partnership_id: await first('/api/registry/v1/partnerships', (id) => id)(api),
      applied_on: '2013-02-01',
      outcome: 'granted',
      decided_on: '2013-06-30',
      amount: '250000.00',
      currency: 'PLN',
    }
    await api.post(`/api/registry/v1/funding-rounds/${round}/applications`, { data: applied })
  }
  return page(`/programmes/${programme}/funding/${round}`)
}

/** Good practice of the first programme, a draft. */
const practice = (page: (id: string) => string) => async (api: APIRequestContext) => {
  const programme = await first('/api/registry/v1/programmes', (id) => id)(api)
  const body = {
    programme_id: programme,
    kind: 'guide',
    title: { en: 'How to begin', pl: 'Jak zacząć' },
    summary: { en: 'Talk first, count then.', pl: 'Najpierw rozmowa, potem liczby.' },
    original_language: 'en',
  }
  return made('/api/registry/v1/practices', body, page)(api)
}

/** An announcement of the first programme: a draft, which nobody gets. */
const announcement = (page: (at: string) => string) => async (api: APIRequestContext) => {
  const programme = await first('/api/registry/v1/programmes', (id) => id)(api)
  const body = {
    audience: { group: 'roles', roles: [] },
    title: { en: 'We meet in March', pl: 'Spotkanie w marcu' },
    text: { en: 'Bring your figures.', pl: 'Przynieście dane.' },
    original_language: 'en',
  }
  const list = `/api/notifications/v1/programmes/${programme}/announcements`
  return made(list, body, (id) => page(`/programmes/${programme}/announcements/${id}`))(api)
}

/** A chat channel of the first programme, at an address that nobody has. */
const channel = (page: (at: string) => string) => async (api: APIRequestContext) => {
  const programme = await first('/api/registry/v1/programmes', (id) => id)(api)
  const body = {
    name: 'Programme team',
    language: 'nb',
    // Of which nothing is told.
    topics: ['network.registered'],
    destination: { kind: 'slack', address: 'https://chat.example/services/T1/B1/madeUp' },
  }
  const list = `/api/notifications/v1/programmes/${programme}/chat-channels`
  const [found] = (await (await api.get(list)).json()) as { id: string }[]
  const { id } = found ?? ((await (await api.post(list, { data: body })).json()) as { id: string })
  return page(`/programmes/${programme}/channels/${id}`)
}

/** A report that the first programme asks an organisation for, in years to come: nobody's to-do list has it. */
const report = async (api: APIRequestContext) => {
  const programme = await first('/api/registry/v1/programmes', (id) => id)(api)
  const body = {
    kind: 'special',
    title: { en: 'Lessons of the programme', pl: 'Wnioski z programu' },
    original_language: 'en',
    owed_by: 'organisations',
    organisation_ids: [await first('/api/registry/v1/organisations', (id) => id)(api)],
    rhythm: 'once',
    starts_on: '2099-01-01',
    ends_on: '2099-12-31',
  }
  // Refused where another worker was quicker.
  await api.post(`/api/indicators/v1/programmes/${programme}/reporting-requirements`, { data: body })
  const list = `/api/indicators/v1/frameworks/${programme}/reporting-calendar?year=2099&kind=special`
  const { items } = (await (await api.get(list)).json()) as { items: { reports: { id: string }[] }[] }
  return `/reporting/${items[0]?.reports[0]?.id}`
}

/** The page that everybody reads of the first thing of a list; it is published then. */
const published =
  (what: 'programmes' | 'projects', locale: string, query = '') =>
  async (api: APIRequestContext) => {
    const id = await first(`/api/registry/v1/${what}${query}`, (found) => found)(api)
    const publication = `/api/registry/v1/${what}/${id}/publication`
    // Another worker may change it meanwhile, or its figures.
    await expect(async () => {
      const { draft } = (await (await api.get(publication)).json()) as { draft: string }
      const answer = await api.put(publication, { data: { draft } })
      expect(answer.status(), await answer.text()).toBe(200)
    }).toPass({ timeout: 15_000 })
    return `/public/${locale}/${what}/${id}`
  }

/** Every page that must be accessible, reflow and keep to the content security policy: add yours. */
export const pages: PageEntry[] = [
  { name: 'overview', path: '/' },
  { name: 'todo', path: '/todo' },
  { name: 'not-found', path: '/there/is/no/such/page' },
  { name: 'organisations', path: '/organisations' },
  {
    name: 'organisation',
    path: first('/api/registry/v1/organisations', (id) => `/organisations/${id}`),
  },
  {
    name: 'organisation-edit',
    path: first('/api/registry/v1/organisations', (id) => `/organisations/${id}/edit`),
  },
  { name: 'organisation-new', path: '/organisations/new' },
  { name: 'networks', path: '/networks' },
  { name: 'network', path: network((id) => `/networks/${id}`) },
  { name: 'network-edit', path: network((id) => `/networks/${id}/edit`) },
  { name: 'network-new', path: '/networks/new' },
  { name: 'practices', path: '/practices' },
  { name: 'practice', path: practice((id) => `/practices/${id}`) },
  { name: 'practice-edit', path: practice((id) => `/practices/${id}?edit=true`) },
  { name: 'network-history', path: network((id) => `/history/network/${id}`) },
  { name: 'account', path: '/account' },
  { name: 'exchange-rates', path: '/reports/rates' },
  { name: 'inbox', path: '/inbox' },
  { name: 'notifications', path: '/notifications' },
  { name: 'inbox-all', path: '/inbox?tab=all' },
  { name: 'projects', path: '/projects' },
  { name: 'project', path: first('/api/registry/v1/projects', (id) => `/projects/${id}`) },
  { name: 'project-results', path: first('/api/registry/v1/projects', (id) => `/projects/${id}/results`) },
  {
    name: 'project-results-charts',
    path: first('/api/registry/v1/projects?country=XK', (id) => `/projects/${id}/results`),
  },
  {
    name: 'project-values',
    path: first('/api/registry/v1/projects?country=XK', (id) => `/projects/${id}/values`),
  },
  {
    name: 'project-value-sheet',
    path: first('/api/registry/v1/projects?country=XK', (id) => `/projects/${id}/values/sheet`),
  },
  {
    name: 'project-value-file',
    path: first('/api/registry/v1/projects?country=XK', (id) => `/projects/${id}/values/file`),
  },
  {
    name: 'programme-values',
    path: first('/api/registry/v1/programmes', (id) => `/programmes/${id}/values`),
  },
  {
    name: 'project-framework-sheet',
    path: first('/api/registry/v1/projects?country=XK', (id) => `/projects/${id}/results/sheet`),
  },
  {
    name: 'programme-framework-sheet',
    path: first('/api/registry/v1/programmes', (id) => `/programmes/${id}/results/sheet`),
  },
  { name: 'project-edit', path: first('/api/registry/v1/projects', (id) => `/projects/${id}/edit`) },
  { name: 'project-new', path: '/projects/new' },
  { name: 'partnerships', path: '/partnerships' },
  { name: 'partnership', path: first('/api/registry/v1/partnerships', (id) => `/partnerships/${id}`) },
  {
    name: 'partnership-edit',
    path: first('/api/registry/v1/partnerships', (id) => `/partnerships/${id}/edit`),
  },
  { name: 'partnership-new', path: '/partnerships/new' },
  { name: 'map', path: '/map' },
  { name: 'public-project', path: published('projects', 'bs', '?country=XK') },
  { name: 'public-programme', path: published('programmes', 'en') },
  { name: 'public-front', path: '/public/nb/' },
  { name: 'public-projects', path: '/public/pl/projects?q=a' },
  { name: 'public-practices', path: '/public/pl/practices?kind=guide' },
  { name: 'public-countries', path: '/public/bs/countries' },
  { name: 'public-accessibility', path: '/public/en/accessibility' },
  { name: 'annual-report', path: '/reports/annual' },
  { name: 'comparison', path: '/reports/comparison' },
  {
    name: 'document',
    path: first('/api/registry/v1/programmes', (id) => `/reports/documents?programme=${id}`),
  },
  {
    name: 'document-template',
    path: first('/api/registry/v1/programmes', (id) => `/programmes/${id}/documents/project_final`),
  },
  { name: 'programmes', path: '/programmes' },
  { name: 'programme', path: first('/api/registry/v1/programmes', (id) => `/programmes/${id}`) },
  { name: 'programme-edit', path: first('/api/registry/v1/programmes', (id) => `/programmes/${id}/edit`) },
  {
    name: 'programme-results',
    path: first('/api/registry/v1/programmes', (id) => `/programmes/${id}/results`),
  },
  ...['performance', 'structure', 'picture', 'coverage'].map((view) => ({
    name: `project-results-${view}`,
    path: first('/api/registry/v1/projects?country=XK', (id) => `/projects/${id}/results?view=${view}`),
  })),
  { name: 'results', path: '/results' },
  { name: 'results-map', path: '/results?view=map' },
  { name: 'results-compare', path: '/results?view=compare' },
  { name: 'programme-new', path: '/programmes/new' },
  {
    name: 'announcements',
    path: first('/api/registry/v1/programmes', (id) => `/programmes/${id}/announcements`),
  },
  {
    name: 'announcement-new',
    path: first('/api/registry/v1/programmes', (id) => `/programmes/${id}/announcements/new`),
  },
  { name: 'announcement', path: announcement((at) => at) },
  { name: 'announcement-edit', path: announcement((at) => `${at}/edit`) },
  {
    name: 'channels',
    path: first('/api/registry/v1/programmes', (id) => `/programmes/${id}/channels`),
  },
  {
    name: 'channel-new',
    path: first('/api/registry/v1/programmes', (id) => `/programmes/${id}/channels/new`),
  },
  { name: 'channel', path: channel((at) => at) },
  { name: 'channel-edit', path: channel((at) => `${at}?view=edit`) },
  {
    name: 'reporting',
    path: first('/api/registry/v1/programmes', (id) => `/programmes/${id}/reporting?year=2099`),
  },
  { name: 'funding', path: funding((at) => at.replace(/\/[^/]*$/, '')) },
  { name: 'funding-round', path: funding((at) => at) },
  { name: 'project-reports', path: first('/api/registry/v1/projects', (id) => `/projects/${id}/reports`) },
  { name: 'report', path: report },
  { name: 'punctuality', path: '/reporting?year=2099' },
  { name: 'library', path: '/library' },
  { name: 'library-new', path: '/library/new' },
  {
    name: 'library-definition',
    path: made('/api/indicators/v1/definitions', definition, (id) => `/library/${id}`),
  },
  {
    name: 'library-draft',
    path: made('/api/indicators/v1/definitions', definition, (id) => `/library/${id}/draft`),
  },
  {
    name: 'library-take-up',
    path: made('/api/indicators/v1/definitions', definition, (id) => `/library/${id}/take-up`),
  },
  { name: 'library-axes', path: '/library/axes' },
  { name: 'library-axis-new', path: '/library/axes/new' },
  { name: 'library-axis', path: made('/api/indicators/v1/axes', axis, (id) => `/library/axes/${id}`) },
  { name: 'personal-data', path: '/privacy/record' },
  { name: 'processing-record', path: '/privacy/record?tab=record' },
  { name: 'retention-runs', path: '/privacy/record?tab=runs' },
  { name: 'privacy', path: '/privacy' },
  { name: 'imports', path: '/imports' },
  { name: 'import-new', path: '/imports/new' },
  { name: 'import', path: first('/api/registry/v1/imports', (id) => `/imports/${id}`) },
  { name: 'project-budget', path: first('/api/registry/v1/projects', (id) => `/projects/${id}/budget`) },
  {
    name: 'project-co-financing',
    path: first('/api/registry/v1/projects', (id) => `/projects/${id}/budget?part=co_financing`),
  },
  {
    name: 'project-sub-awards',
    path: first('/api/registry/v1/projects', (id) => `/projects/${id}/budget?part=sub_awards`),
  },
  {
    name: 'project-planned',
    path: first('/api/registry/v1/projects', (id) => `/projects/${id}/budget?part=planned`),
  },
  {
    name: 'project-transactions',
    path: first('/api/registry/v1/projects', (id) => `/projects/${id}/budget?part=transactions`),
  },
  { name: 'keys', path: '/keys' },
  { name: 'key-new', path: '/keys/new' },
  { name: 'analysis', path: '/analysis' },
  { name: 'webhooks', path: '/webhooks' },
  { name: 'webhook-new', path: '/webhooks/new' },
  { name: 'audit', path: '/audit' },
  { name: 'audit-reads', path: '/audit?tab=reads' },
  { name: 'history', path: first('/api/registry/v1/projects', (id) => `/history/project/${id}`) },
  { name: 'people', path: '/people' },
  { name: 'mail', path: '/mail' },
  { name: 'deliveries', path: '/deliveries' },
  { name: 'mail-texts', path: '/mail-texts' },
  { name: 'mail-text', path: '/mail-texts?topic=role.given' },
  { name: 'mail-held-back', path: '/mail-texts?tab=held' },
  { name: 'person-data', path: first('/api/registry/v1/people', (id) => `/privacy/person/${id}`) },
  { name: 'person', path: first('/api/registry/v1/people', (id) => `/people/${id}`) },
  { name: 'invitations', path: '/invitations' },
  { name: 'invitation-new', path: '/invitations/new' },
  { name: 'invitation-accept', path: '/invitation' },
  { name: 'invitation-turned-back', path: '/invitation?problem=sign_in_cancelled' },
  // Whoever comes without a link is told so by the service, too.
  { name: 'contribution-not-open', path: '/c', expected: [/401/] },
  { name: 'forgotten', path: '/forgotten' },
  { name: 'reset', path: '/reset#made-up' },
  // A link that no mail has is said to be none by the service, too.
  { name: 'unsubscribe', path: '/unsubscribe#made-up', expected: [/404/] },
  { name: 'annual-report-converted', path: '/reports/annual?currency=EUR' },
]
