import { Button, Dialog, Select } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  getMachineQueryKey,
  listMachinesQueryKey,
  renewMachineSecretMutation,
} from '../../api/registry/@tanstack/react-query.gen'
import type { MachineIssued, MachineOut } from '../../api/registry/types.gen'
import { InlineError } from '../../ui/inline-error'
import { SecretPanel } from './secret-panel'

const overlaps = [0, 1, 2, 7]

/** A new secret; the old one may work on beside it for a while. */
export function RenewButton({ machine }: { machine: MachineOut }) {
  const { t } = useTranslation('keys')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" variant="secondary" data-color="neutral" onClick={() => setOpen(true)}>
        {t('renew')}
      </Button>
      {open && <RenewDialog machine={machine} close={() => setOpen(false)} />}
    </>
  )
}

function RenewDialog({ machine, close }: { machine: MachineOut; close: () => void }) {
  const { t } = useTranslation('keys')
  const [issued, setIssued] = useState<MachineIssued>()
  return (
    <Dialog open onOpenChange={(next) => !next && close()}>
      <Dialog.Popup width="medium">
        <Dialog.Header>
          <Dialog.Title>{t('renew_title', { name: machine.name })}</Dialog.Title>
        </Dialog.Header>
        {issued ? (
          <>
            <Dialog.Body>
              <SecretPanel issued={issued} />
            </Dialog.Body>
            <Dialog.Footer>
              <Button onClick={close}>{t('kept')}</Button>
            </Dialog.Footer>
          </>
        ) : (
          <Asking machine={machine} onIssued={setIssued} close={close} />
        )}
      </Dialog.Popup>
    </Dialog>
  )
}

interface AskingProps {
  machine: MachineOut
  onIssued: (issued: MachineIssued) => void
  close: () => void
}

function Asking({ machine, onIssued, close }: AskingProps) {
  const { t } = useTranslation(['keys', 'common'])
  const [overlap, setOverlap] = useState(1)
  const cache = useQueryClient()
  const path = { machine_id: machine.id }
  const renew = useMutation({
    ...renewMachineSecretMutation(),
    onSuccess: (issued) => {
      cache.setQueryData(getMachineQueryKey({ path }), issued.machine)
      onIssued(issued)
      return cache.invalidateQueries({ queryKey: listMachinesQueryKey() })
    },
  })
  const send = () =>
    renew.mutate({
      path,
      body: { overlap_days: overlap },
      headers: { 'if-match': `"${machine.version}"` },
    })
  return (
    <>
      <Dialog.Body>
        <Select
          size="small"
          label={t('overlap')}
          description={t('overlap_hint')}
          value={overlap}
          onChange={(event) => setOverlap(Number(event.target.value))}
        >
          {overlaps.map((count) => (
            <option key={count} value={count}>
              {count === 0 ? t('at_once') : t('days', { count })}
            </option>
          ))}
        </Select>
        {renew.error && <InlineError error={renew.error} />}
      </Dialog.Body>
      <Dialog.Footer>
        <Button variant="secondary" data-color="neutral" onClick={close} disabled={renew.isPending}>
          {t('common:cancel')}
        </Button>
        <Button onClick={send} loading={renew.isPending}>
          {t('renew')}
        </Button>
      </Dialog.Footer>
    </>
  )
}
