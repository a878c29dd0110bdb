import { Dialog, InlineMessage } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { getSubAwardOptions } from '../../../api/registry/@tanstack/react-query.gen'
import type { SubAwardDetail, SubAwardOut } from '../../../api/registry/types.gen'
import { useLanguage } from '../../../i18n'
import { dat } from '../../../lib/format'
import { InlineError } from '../../../ui/inline-error'
import { Money } from '../../../ui/money'
import { useAwardWords } from './queries'

interface ScheduleDialogProps {
  award: SubAwardOut
  onClose: () => void
}

export function ScheduleDialog({ award, onClose }: ScheduleDialogProps) {
  const { t } = useTranslation('sub_awards')
  const words = useAwardWords()
  const { data, error, refetch } = useQuery(getSubAwardOptions({ path: { sub_award_id: award.id } }))
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Popup width="large">
        <Dialog.Header>
          <Dialog.Title>{t('schedule_of', { award: words(award) })}</Dialog.Title>
        </Dialog.Header>
        <Dialog.Body>
          {error && <InlineError error={error} retry={refetch} />}
          {data ? <Schedule loan={data} /> : !error && <div className="pending" aria-busy />}
        </Dialog.Body>
      </Dialog.Popup>
    </Dialog>
  )
}

const sums = ['interest', 'principal', 'payment', 'left', 'paid'] as const

function Schedule({ loan }: { loan: SubAwardDetail }) {
  const { t } = useTranslation('sub_awards')
  const language = useLanguage()
  return (
    <div className="stack-small">
      {Number(loan.paid_out) === 0 && <InlineMessage status="info">{t('not_paid_out')}</InlineMessage>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1) */}
      <section className="scroll-x" aria-label={t('schedule')} tabIndex={0}>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{t('due_on')}</th>
              {sums.map((sum) => (
                <th key={sum} scope="col">
                  {t(sum === 'interest' ? 'interest_part' : sum)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {loan.schedule.map((one) => (
              <tr key={one.number}>
                <th scope="row">{dat(language, one.due_on)}</th>
                {sums.map((sum) => (
                  <td key={sum}>
                    <Money amount={one[sum]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}
