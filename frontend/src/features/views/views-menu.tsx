import '@navikt/ds-css/dist/component/actionmenu.css'
import './views.css'
import { BookmarkIcon } from '@navikt/aksel-icons'
import { ActionMenu, Button } from '@navikt/ds-react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedViewOut } from '../../api/registry/types.gen'
import { type Address, useAddress, useOpenAddress } from './address'
import { useViews } from './queries'

const ViewDialog = lazy(() => import('./view-dialog').then((part) => ({ default: part.ViewDialog })))
const ManageDialog = lazy(() => import('./manage-dialog').then((part) => ({ default: part.ManageDialog })))

/** Ways of looking at this page that were kept, by oneself or for a programme. */
export function ViewsMenu() {
  const { t } = useTranslation('views')
  const here = useAddress()
  const open = useOpenAddress()
  const { data } = useViews(here.path)
  const views = data?.items ?? []
  const [dialog, setDialog] = useState<'save' | 'manage'>()
  const button = useRef<HTMLButtonElement>(null)
  useDefaultView(here, data?.items)
  // The menu that opened it is gone: the focus goes back to what opened the menu.
  const close = () => {
    setDialog(undefined)
    button.current?.focus()
  }
  const current = views.find(({ search }) => search === here.search)
  const all: [string, SavedViewOut[]][] = [
    [t('own'), views.filter(({ is_own }) => is_own)],
    [t('shared'), views.filter(({ is_own }) => !is_own)],
  ]
  return (
    <>
      <ActionMenu>
        <ActionMenu.Trigger>
          <Button
            ref={button}
            size="small"
            variant="secondary"
            data-color="neutral"
            icon={<BookmarkIcon aria-hidden />}
          >
            {current ? t('current', { name: current.name }) : t('title')}
          </Button>
        </ActionMenu.Trigger>
        <ActionMenu.Content>
          {all.map(
            ([label, some]) =>
              some.length > 0 && (
                <ActionMenu.RadioGroup
                  key={label}
                  label={label}
                  value={current?.id ?? ''}
                  onValueChange={(id) => {
                    const chosen = views.find((view) => view.id === id)
                    if (chosen) open(chosen)
                  }}
                >
                  {some.map((view) => (
                    <ActionMenu.RadioItem key={view.id} value={view.id}>
                      <span className="views__name">
                        {view.name}
                        {view.is_default && <span className="views__note">{t('default')}</span>}
                        {view.programme && <span className="views__note">{view.programme.code}</span>}
                      </span>
                    </ActionMenu.RadioItem>
                  ))}
                </ActionMenu.RadioGroup>
              ),
          )}
          {views.length > 0 && <ActionMenu.Divider />}
          <ActionMenu.Item onSelect={() => setDialog('save')}>{t('save')}</ActionMenu.Item>
          {views.length > 0 && (
            <ActionMenu.Item onSelect={() => setDialog('manage')}>{t('manage')}</ActionMenu.Item>
          )}
          {here.search && (
            <ActionMenu.Item onSelect={() => open({ path: here.path, search: '' })}>
              {t('plain')}
            </ActionMenu.Item>
          )}
        </ActionMenu.Content>
      </ActionMenu>
      <Suspense fallback={null}>
        {dialog === 'save' && <ViewDialog address={here} close={close} />}
        {dialog === 'manage' && <ManageDialog here={here} close={close} />}
      </Suspense>
    </>
  )
}

/** Who comes to a page without saying how to look at it sees it as they like it best; once, for what they choose then counts. */
function useDefaultView(here: Address, views: SavedViewOut[] | undefined): void {
  const open = useOpenAddress()
  const decided = useRef<string>(undefined)
  useEffect(() => {
    if (here.search) decided.current = here.path
    if (!views || decided.current === here.path) return
    decided.current = here.path
    const first = views.find(({ is_default }) => is_default)
    if (first?.search) open(first, { replace: true })
  }, [here.path, here.search, views, open])
}
