import { Button, Checkbox, CheckboxGroup, Dialog } from '@navikt/ds-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PublicationOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { datetime } from '../../lib/format'
import { languageNames, languages } from '../../lib/languages'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { InlineError } from '../../ui/inline-error'
import { usePickText } from '../../ui/localised-view'
import { showSuccess } from '../../ui/toast'
import { previewAddress, publicationQuery, publish, type Thing, unpublish } from './queries'

interface PublicationDialogProps {
  thing: Thing
  onClose: () => void
}

/** What is public, in what the draft differs from it, and the acts that change this. */
export function PublicationDialog({ thing, onClose }: PublicationDialogProps) {
  const { t } = useTranslation('publications')
  const { data, error, refetch } = useQuery({ ...publicationQuery(thing), staleTime: 0 })
  const [taking, setTaking] = useState(false)
  if (taking) return <TakeAway thing={thing} onClose={() => setTaking(false)} />
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Popup width="small" closeOnOutsideClick={false}>
        <Dialog.Header>
          <Dialog.Title>{t('title')}</Dialog.Title>
        </Dialog.Header>
        {error && (
          <Dialog.Body>
            <InlineError error={error} retry={refetch} />
          </Dialog.Body>
        )}
        {data && (
          <Publication thing={thing} found={data} onClose={onClose} onTakeAway={() => setTaking(true)} />
        )}
      </Dialog.Popup>
    </Dialog>
  )
}

function TakeAway({ thing, onClose }: PublicationDialogProps) {
  const { t } = useTranslation('publications')
  const cache = useQueryClient()
  const { queryKey } = publicationQuery(thing)
  const take = useMutation({
    mutationFn: () => unpublish(thing),
    onSuccess: () => showSuccess(t('taken_now')),
    onSettled: () => cache.invalidateQueries({ queryKey }),
  })
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('take_title')}
      confirm={t('take_away')}
      danger
      onConfirm={() => take.mutateAsync()}
    >
      <ul>
        <li>{t('take_page')}</li>
        {thing.kind !== 'report' && <li>{t('take_reports')}</li>}
        <li>{t('take_lists')}</li>
        <li>{t('take_back')}</li>
      </ul>
    </ConfirmDialog>
  )
}

interface PublicationProps extends PublicationDialogProps {
  found: PublicationOut
  onTakeAway: () => void
}

function Publication({ thing, found, onClose, onTakeAway }: PublicationProps) {
  const { t } = useTranslation('publications')
  const cache = useQueryClient()
  const { queryKey } = publicationQuery(thing)
  const before = found.sections.filter((one) => one.is_chosen).map((one) => one.section)
  const [sections, setSections] = useState(before)
  const make = useMutation({
    mutationFn: () => publish(thing, found.draft, sections),
    onSuccess: () => showSuccess(t('published_now')),
    // Whatever came of it, what is shown next is what is so now.
    onSettled: () => cache.invalidateQueries({ queryKey }),
  })
  const isOther = before.length !== sections.length || before.some((name) => !sections.includes(name))
  const isNews = !found.public || found.changed.length > 0 || isOther
  const isEmpty = thing.kind === 'report' && sections.length === 0
  return (
    <>
      <Dialog.Body>
        <div className="stack">
          <State found={found} thing={thing} />
          {found.figures_pending > 0 && <p className="flush">{t('figures_pending')}</p>}
          <SectionChoice found={found} chosen={sections} onChoose={setSections} />
          <Preview thing={thing} sections={isOther ? sections : []} />
          {make.error && <InlineError error={make.error} />}
        </div>
      </Dialog.Body>
      <Dialog.Footer>
        <Button variant="secondary" data-color="neutral" onClick={onClose}>
          {t('close')}
        </Button>
        {found.public && (
          <Button variant="secondary" data-color="danger" onClick={onTakeAway}>
            {t('take_away')}
          </Button>
        )}
        {isNews && (
          <Button
            loading={make.isPending}
            disabled={found.figures_pending > 0 || isEmpty}
            onClick={() => make.mutate()}
          >
            {t(found.public ? 'publish_changes' : 'publish')}
          </Button>
        )}
      </Dialog.Footer>
    </>
  )
}

interface SectionChoiceProps {
  found: PublicationOut
  chosen: string[]
  onChoose: (sections: string[]) => void
}

/** Which of what a report says is to be public: all of it, unless somebody says otherwise. */
function SectionChoice({ found, chosen, onChoose }: SectionChoiceProps) {
  const { t } = useTranslation('publications')
  const pick = usePickText()
  if (found.sections.length === 0) return null
  return (
    <CheckboxGroup legend={t('sections')} description={t('sections_hint')} value={chosen} onChange={onChoose}>
      {found.sections.map(({ section, title }) => (
        <Checkbox key={section} value={section}>
          {pick(title, 'en')}
        </Checkbox>
      ))}
    </CheckboxGroup>
  )
}

/** The draft as the page that it would be, in each language. */
function Preview({ thing, sections }: { thing: Thing; sections: string[] }) {
  const { t } = useTranslation('publications')
  return (
    <div>
      <p className="flush">
        {t('preview')}{' '}
        {languages.map((tag, place) => (
          <span key={tag}>
            {place > 0 && ' · '}
            <a
              href={previewAddress(thing, tag, sections)}
              target="_blank"
              rel="noreferrer"
              lang={tag}
              hrefLang={tag}
            >
              {languageNames[tag]}
            </a>
          </span>
        ))}
      </p>
      <p className="flush">{t('not_kept')}</p>
    </div>
  )
}

function State({ found, thing }: { found: PublicationOut; thing: Thing }) {
  const { t } = useTranslation('publications')
  const language = useLanguage()
  const { changed } = found
  if (!found.public)
    return <p className="flush">{t(thing.kind === 'report' ? 'report_not_public' : 'not_public')}</p>
  return (
    <>
      <p className="flush">
        {t('public_since', { when: datetime(language, found.public.public_since) })}{' '}
        {t('version', {
          number: found.public.number,
          when: datetime(language, found.public.published_at),
        })}
      </p>
      <p className="flush">
        <a href={`/public/${language}/${thing.kind}s/${thing.id}`}>{t('open')}</a>
      </p>
      {changed.length === 0 ? (
        <p className="flush">{t('same')}</p>
      ) : (
        <div>
          <p className="flush">{t('differs')}</p>
          <ul>
            {changed.map((part) => (
              <li key={part}>{t(`part.${part as 'title'}`)}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
