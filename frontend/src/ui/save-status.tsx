import { CheckmarkCircleIcon, CircleSlashIcon, ExclamationmarkTriangleIcon } from '@navikt/aksel-icons'
import { Loader } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'

export type SaveState = 'saved' | 'saving' | 'unsaved' | 'failed'

const icons = {
  saved: <CheckmarkCircleIcon aria-hidden />,
  saving: <Loader size="xsmall" aria-hidden />,
  unsaved: <CircleSlashIcon aria-hidden />,
  failed: <ExclamationmarkTriangleIcon aria-hidden />,
}

export function SaveStatus({ state }: { state: SaveState }) {
  const { t } = useTranslation()
  return (
    <span className="save-status" data-state={state} role="status">
      {icons[state]}
      {t(`save.${state}`)}
    </span>
  )
}
