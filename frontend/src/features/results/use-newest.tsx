import { Button, LocalAlert } from '@navikt/ds-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isApiError } from '../../api/problem'

interface Newest<Thing> {
  /** The thing as it was last seen: its version goes with the change. */
  seen: Thing | undefined
  /** Wraps a save: remembers how the thing is now, if somebody changed it meanwhile. */
  watch: (save: Promise<unknown>) => Promise<unknown>
  /** Offers to start again from how it is now; input stays until one takes that. */
  notice: ReactNode
  /** The inputs read what they show once: a form that is loaded anew is a new form. */
  round: number
}

/** Two people at the same form: the second sees what the first one did before anything is stored. */
export function useNewest<Thing>(thing: Thing | undefined, load: (newest: Thing) => void): Newest<Thing> {
  const { t } = useTranslation('results')
  const [seen, setSeen] = useState(thing)
  const [newest, setNewest] = useState<Thing>()
  const [round, setRound] = useState(0)
  const watch = async (save: Promise<unknown>) => {
    try {
      return await save
    } catch (error) {
      // With `stale_version` the service sends the thing as it is now.
      if (isApiError(error) && error.status === 412) setNewest(error.problem.current as Thing)
      throw error
    }
  }
  const take = () => {
    if (newest === undefined) return
    setSeen(newest)
    setNewest(undefined)
    load(newest)
    setRound(round + 1)
  }
  const notice = newest !== undefined && (
    <LocalAlert status="warning" size="small">
      <LocalAlert.Header>
        <LocalAlert.Title as="div">{t('conflict.form')}</LocalAlert.Title>
      </LocalAlert.Header>
      <LocalAlert.Content>
        <Button type="button" size="small" variant="secondary" data-color="neutral" onClick={take}>
          {t('conflict.load')}
        </Button>
      </LocalAlert.Content>
    </LocalAlert>
  )
  return { seen, watch, notice, round }
}
