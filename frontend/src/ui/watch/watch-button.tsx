import './watch.css'
import { BellDotIcon, BellIcon, BellSlashIcon } from '@navikt/aksel-icons'
import { Button, Dialog, Radio, RadioGroup } from '@navikt/ds-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  getWatchOptions,
  getWatchQueryKey,
  listWatchesQueryKey,
  setWatchMutation,
} from '../../api/notifications/@tanstack/react-query.gen'
import type { WatchDetailOut } from '../../api/notifications/types.gen'
import { showError } from '../toast'

export interface Watched {
  kind: WatchDetailOut['object_type']
  id: string
}
type Wanted = 'watching' | 'normal' | 'muted'

const icons = { watching: BellDotIcon, participating: BellIcon, normal: BellIcon, muted: BellSlashIcon }
const wanted: Wanted[] = ['watching', 'normal', 'muted']

/** How much one hears of a thing, why, and the choice. */
export function WatchButton({ kind, id }: Watched) {
  const { t } = useTranslation('wishes')
  const cache = useQueryClient()
  const path = { object_type: kind, object_id: id }
  const { data } = useQuery(getWatchOptions({ path }))
  const set = useMutation({
    ...setWatchMutation(),
    onSuccess: async (now) => {
      cache.setQueryData(getWatchQueryKey({ path }), now)
      await cache.invalidateQueries({ queryKey: listWatchesQueryKey() })
    },
    onError: showError,
  })
  const [open, setOpen] = useState(false)
  if (!data) return null
  const level = set.isPending ? set.variables.body.level : data.level
  const Icon = icons[data.level]
  return (
    <>
      <Button
        size="small"
        variant="tertiary"
        data-color="neutral"
        icon={<Icon aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t(`watch.state.${data.level}`)}
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        <Dialog.Popup width="small">
          <Dialog.Header>
            <Dialog.Title>{t('watch.title')}</Dialog.Title>
          </Dialog.Header>
          <Dialog.Body>
            <RadioGroup
              legend={t('watch.label')}
              value={level === 'participating' ? 'normal' : level}
              onChange={(next: Wanted) => set.mutate({ path, body: { level: next } })}
            >
              {wanted.map((one) => (
                <Radio key={one} value={one}>
                  {t(`watch.choice.${one}`)}
                </Radio>
              ))}
            </RadioGroup>
            <Why watch={data} />
            <Link to="/notifications">{t('watch.settings')}</Link>
          </Dialog.Body>
          <Dialog.Footer>
            <Button type="button" onClick={() => setOpen(false)}>
              {t('watch.close')}
            </Button>
          </Dialog.Footer>
        </Dialog.Popup>
      </Dialog>
    </>
  )
}

function Why({ watch }: { watch: WatchDetailOut }) {
  const { t } = useTranslation(['wishes', 'shell'])
  const roles = watch.roles.map((role) => t(`shell:role.${role}`)).join(', ')
  return (
    <div className="watch-why" aria-live="polite">
      {watch.is_of_programme && <p>{t('wishes:watch.of_programme')}</p>}
      {watch.level === 'muted' && <p>{t('wishes:watch.muted')}</p>}
      {watch.level === 'watching' && <p>{t('wishes:watch.watching')}</p>}
      {watch.level === 'participating' && <p>{t('wishes:watch.participating')}</p>}
      {watch.level === 'normal' && roles !== '' && <p>{t('wishes:watch.by_role', { roles })}</p>}
      {watch.level === 'normal' && roles === '' && <p>{t('wishes:watch.normal')}</p>}
    </div>
  )
}
