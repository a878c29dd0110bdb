import { ArchiveIcon, ArrowDownIcon, ArrowUndoIcon, ArrowUpIcon, PencilIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changeIndicator, changeResult } from '../../api/indicators/sdk.gen'
import type { IndicatorOut, ResultOut } from '../../api/indicators/types.gen'
import { ownerOf, refreshResults } from '../../lib/results'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { showError, showSuccess } from '../../ui/toast'

interface Arranged {
  projectId: string
  name: string
  /** Its place among those that are shown beside it, from 0, and how many they are. */
  index: number
  count: number
  archived: boolean
  /** What archiving does, in a sentence. */
  consequence: string
  onChange: () => void
  send: (body: { position: number } | { archived: boolean }) => Promise<unknown>
  children?: ReactNode
}

/** Up, down, change, archive: in that order everywhere. */
function Arranging({
  projectId,
  name,
  index,
  count,
  archived,
  consequence,
  onChange,
  send,
  children,
}: Arranged) {
  const { t } = useTranslation('results')
  const cache = useQueryClient()
  const [asking, setAsking] = useState(false)
  const change = useMutation({
    mutationFn: send,
    onError: showError,
    onSettled: () => refreshResults(cache, projectId),
  })
  const move = (position: number) => change.mutate({ position })
  if (archived) {
    return (
      <Button
        size="small"
        variant="secondary"
        data-color="neutral"
        icon={<ArrowUndoIcon aria-hidden />}
        loading={change.isPending}
        onClick={() => change.mutate({ archived: false })}
      >
        {t('restore')}
        <span className="sr-only">: {name}</span>
      </Button>
    )
  }
  const plain = { size: 'small', variant: 'tertiary', 'data-color': 'neutral' } as const
  return (
    <div className="arranging noprint">
      {children}
      <Button
        {...plain}
        icon={<ArrowUpIcon title={t('move_up', { name })} />}
        disabled={index === 0}
        onClick={() => move(index)}
      />
      <Button
        {...plain}
        icon={<ArrowDownIcon title={t('move_down', { name })} />}
        disabled={index === count - 1}
        onClick={() => move(index + 2)}
      />
      <Button {...plain} icon={<PencilIcon title={t('change', { name })} />} onClick={onChange} />
      <Button
        {...plain}
        icon={<ArchiveIcon title={t('archive', { name })} />}
        onClick={() => setAsking(true)}
      />
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('archive_title', { name })}
        confirm={t('archive_confirm')}
        onConfirm={async () => {
          await send({ archived: true })
          showSuccess(t('archived_now', { name }))
          await refreshResults(cache, projectId)
        }}
      >
        {consequence}
      </ConfirmDialog>
    </div>
  )
}

type Place = Pick<Arranged, 'name' | 'index' | 'count' | 'onChange' | 'children'>
const match = (version: number) => ({ 'if-match': `"${version}"` })

export function ArrangeResult({ result, ...place }: { result: ResultOut } & Place) {
  const { t } = useTranslation('results')
  const path = { result_id: result.id }
  return (
    <Arranging
      {...place}
      projectId={ownerOf(result)}
      archived={result.archived}
      consequence={t('archive_result_text')}
      send={(body) => changeResult({ path, body, headers: match(result.version), throwOnError: true })}
    />
  )
}

export function ArrangeIndicator({ indicator, ...place }: { indicator: IndicatorOut } & Place) {
  const { t } = useTranslation('results')
  const path = { indicator_id: indicator.id }
  return (
    <Arranging
      {...place}
      projectId={ownerOf(indicator)}
      archived={indicator.archived}
      consequence={t('archive_indicator_text')}
      send={(body) => changeIndicator({ path, body, headers: match(indicator.version), throwOnError: true })}
    />
  )
}
