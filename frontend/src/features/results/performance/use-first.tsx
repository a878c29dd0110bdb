import { Button } from '@navikt/ds-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMedia } from '../../../lib/use-media'

/** On a phone, the first of many with a button for the rest: nobody looks through pages of pictures. */
export function useFirst<Thing>(all: Thing[], most: number): [Thing[], ReactNode] {
  const { t } = useTranslation('performance')
  const phone = useMedia('(max-width: 639px)')
  const [whole, setWhole] = useState(false)
  if (!phone || whole || all.length <= most) return [all, null]
  return [
    all.slice(0, most),
    <Button key="all" size="small" variant="secondary" data-color="neutral" onClick={() => setWhole(true)}>
      {t('show_all', { count: all.length })}
    </Button>,
  ]
}
