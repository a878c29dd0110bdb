import { ChevronLeftIcon, ChevronRightIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { useLocation, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

/**
 * Keyset paging: the address holds the cursor of this page; the way back is kept beside it in the
 * history entry, since a cursor only knows what comes next. A shared link leads back to the first page.
 */
export function Paging({ next, disabled = false }: { next: string | null | undefined; disabled?: boolean }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const here = useLocation({
    select: ({ search, state }) => ({
      after: (search as { after?: string }).after,
      trail: (state as { trail?: string[] }).trail ?? [],
    }),
  })
  const go = (after: string | undefined, trail: string[]) =>
    void navigate({
      to: '.',
      search: ((old: object) => ({ ...old, after })) as never,
      state: { trail } as never,
      resetScroll: false,
    })
  if (!next && !here.after) return null
  const known = here.trail.length > 0
  const back = () => go(here.trail.at(-1) || undefined, here.trail.slice(0, -1))
  return (
    <nav className="paging noprint" aria-label={t('paging.label')}>
      <Button
        size="small"
        variant="secondary"
        data-color="neutral"
        icon={<ChevronLeftIcon aria-hidden />}
        disabled={!here.after || disabled}
        onClick={back}
      >
        {known || !here.after ? t('paging.previous') : t('paging.first')}
      </Button>
      <Button
        size="small"
        variant="secondary"
        data-color="neutral"
        icon={<ChevronRightIcon aria-hidden />}
        iconPosition="right"
        disabled={!next || disabled}
        onClick={() => next && go(next, [...here.trail, here.after ?? ''])}
      >
        {t('paging.next')}
      </Button>
    </nav>
  )
}
