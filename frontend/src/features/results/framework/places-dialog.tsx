import { Button, Dialog, Select, TextField } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addPlace, changePlace } from '../../../api/indicators/sdk.gen'
import type { FrameworkGraphOut, PlaceOut } from '../../../api/indicators/types.gen'
import { isApiError } from '../../../api/problem'
import { useLanguage } from '../../../i18n'
import { useCountries } from '../../../lib/countries'
import { refreshResults } from '../../../lib/results'
import { useFieldErrorText } from '../../../ui/error-text'
import { InlineError } from '../../../ui/inline-error'
import { LocalisedView, usePickText } from '../../../ui/localised-view'
import { StatusTag } from '../../../ui/status-tag'
import { showError } from '../../../ui/toast'

export interface PlacesDialogProps {
  projectId: string
  graph: FrameworkGraphOut
  onClose: () => void
}

/** The sites a project works at; values can be told for each of them. */
export function PlacesDialog({ projectId, graph, onClose }: PlacesDialogProps) {
  const { t } = useTranslation('framework')
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Popup width="medium" closeOnOutsideClick={false}>
        <Dialog.Header>
          <Dialog.Title>{t('places.title')}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          <div className="stack">
            <p className="flush subtle">{t('places.lead')}</p>
            <ul className="structure__list">
              {graph.places.map((place) => (
                <Site key={place.id} projectId={projectId} place={place} graph={graph} />
              ))}
            </ul>
            <AddSite projectId={projectId} graph={graph} />
          </div>
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}

function Site({ projectId, place, graph }: { projectId: string; place: PlaceOut; graph: FrameworkGraphOut }) {
  const { t } = useTranslation('framework')
  const cache = useQueryClient()
  const { countryName } = useCountries()
  const name = usePickText()(place.name, place.original_language)
  const side = graph.sides.find((one) => one.organisation_id === place.organisation_id)
  const archive = useMutation({
    mutationFn: () =>
      changePlace({
        path: { place_id: place.id },
        headers: { 'if-match': `"${place.version}"` },
        body: { archived: !place.archived },
        throwOnError: true,
      }),
    onError: showError,
    onSettled: () => refreshResults(cache, projectId),
  })
  const about = [countryName(place.country_code), side?.name].filter(Boolean).join(', ')
  return (
    <li className="structure__into">
      <span>
        <LocalisedView text={place.name} original={place.original_language} />
        {about && <span className="subtle structure__assumption">{about}</span>}
        {place.archived && <StatusTag status="archived" label={t('places.archived')} />}
      </span>
      <Button
        size="small"
        variant="tertiary"
        data-color="neutral"
        loading={archive.isPending}
        onClick={() => archive.mutate()}
      >
        {place.archived ? t('places.restore') : t('places.archive')}
        <span className="sr-only"> {name}</span>
      </Button>
    </li>
  )
}

const EMPTY = { name: '', country_code: '', organisation_id: '', latitude: '', longitude: '' }

function AddSite({ projectId, graph }: { projectId: string; graph: FrameworkGraphOut }) {
  const { t } = useTranslation('framework')
  const language = useLanguage()
  const cache = useQueryClient()
  const { choices } = useCountries()
  const say = useFieldErrorText()
  const [site, setSite] = useState(EMPTY)
  const set = (change: Partial<typeof EMPTY>) => setSite((old) => ({ ...old, ...change }))
  const add = useMutation({
    mutationFn: () =>
      addPlace({
        path: { project_id: projectId },
        body: {
          name: { [language]: site.name.trim() },
          original_language: language,
          country_code: site.country_code || null,
          organisation_id: site.organisation_id || null,
          latitude: degrees(site.latitude),
          longitude: degrees(site.longitude),
        },
        throwOnError: true,
      }),
    onSuccess: () => {
      setSite(EMPTY)
      return refreshResults(cache, projectId)
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (site.name.trim()) add.mutate()
  }
  const fields = isApiError(add.error) ? add.error.problem.fields : []
  const wrong = (name: keyof typeof EMPTY) => {
    const found = fields.find(({ loc }) => loc[1] === name)
    if (found?.code === 'outside_of_the_earth' || found?.code === 'point_incomplete')
      return t(`places.problems.${found.code}`)
    return found && say(found.code, found.message)
  }
  const input = (name: 'name' | 'latitude' | 'longitude') => (
    <TextField
      size="small"
      label={t(`places.${name}`)}
      value={site[name]}
      error={wrong(name)}
      inputMode={name === 'name' ? 'text' : 'decimal'}
      autoComplete="off"
      onChange={(event) => set({ [name]: event.target.value })}
    />
  )
  return (
    <form className="stack-small structure__placing" onSubmit={submit}>
      <h2 className="structure__part">{t('places.add_title')}</h2>
      {input('name')}
      <Select
        size="small"
        label={t('places.country')}
        value={site.country_code}
        error={wrong('country_code')}
        onChange={(event) => set({ country_code: event.target.value })}
      >
        <option value="">{t('ties.not_stated')}</option>
        {choices.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
      {graph.sides.length > 0 && (
        <Select
          size="small"
          label={t('places.side')}
          value={site.organisation_id}
          error={wrong('organisation_id')}
          onChange={(event) => set({ organisation_id: event.target.value })}
        >
          <option value="">{t('ties.not_stated')}</option>
          {graph.sides.map((side) => (
            <option key={side.organisation_id} value={side.organisation_id}>
              {side.name}
            </option>
          ))}
        </Select>
      )}
      <div className="structure__point">
        {input('latitude')}
        {input('longitude')}
      </div>
      {add.error && fields.length === 0 && <InlineError error={add.error} />}
      <div>
        <Button size="small" loading={add.isPending} disabled={!site.name.trim()}>
          {t('places.add')}
        </Button>
      </div>
    </form>
  )
}

/** Both a point and a comma are understood; what is no number is the service's to refuse. */
const degrees = (text: string): string | null => text.trim().replace(',', '.') || null
