import { Button, Select } from '@navikt/ds-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarFeedOut } from '../../api/notifications/types.gen'

interface FeedMakerProps {
  feeds: readonly CalendarFeedOut[]
  programmes: ReadonlyMap<string, string>
  onMake: (programmeId: string | null) => Promise<boolean>
}

/** One more address: of everything, or of one programme, whatever has none yet. */
export function FeedMaker({ feeds, programmes, onMake }: FeedMakerProps) {
  const { t } = useTranslation('calendar')
  const taken = new Set(feeds.map((feed) => feed.programme_id ?? ''))
  const free = [['', t('everything')] as const, ...programmes].filter(([id]) => !taken.has(id))
  const [chosen, setChosen] = useState<string>()
  const [busy, setBusy] = useState(false)
  const id = chosen ?? free[0]?.[0]
  if (id === undefined) return null
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    await onMake(id || null)
    setBusy(false)
  }
  return (
    <form className="calendar__maker" onSubmit={(event) => void submit(event)}>
      <Select size="small" label={t('what')} value={id} onChange={(event) => setChosen(event.target.value)}>
        {free.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </Select>
      <Button type="submit" size="small" loading={busy}>
        {t('make')}
      </Button>
    </form>
  )
}
