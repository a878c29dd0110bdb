import { Button, Heading, HStack } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  removePracticeMutation,
  takePracticeStepMutation,
} from '../../api/registry/@tanstack/react-query.gen'
import type { PracticeOut, PracticeStepIn } from '../../api/registry/types.gen'
import { languageNames, languages } from '../../lib/languages'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { InlineError } from '../../ui/inline-error'
import { showSuccess } from '../../ui/toast'
import { usePracticeChanged } from './queries'

type Step = PracticeStepIn['step']

/** How it gets to be public, for whoever looks after the programme: written, reviewed by another, published. */
export function PracticeSteps({ practice }: { practice: PracticeOut }) {
  const { t } = useTranslation('practices')
  const changed = usePracticeChanged()
  const [asked, setAsked] = useState<'withdraw' | 'remove'>()
  const take = useMutation({
    ...takePracticeStepMutation(),
    onSuccess: async (now, { body }) => {
      showSuccess(t(`done.${body.step}`))
      await changed(now)
    },
  })
  const tag = { path: { practice_id: practice.id }, headers: { 'if-match': `"${practice.version}"` } }
  const run = (step: Step) => take.mutateAsync({ ...tag, body: { step } })
  const steps = practice.steps.filter((step) => step !== 'withdraw')
  const waits = practice.state === 'in_review' && !steps.includes('publish')
  return (
    <section className="panel stack">
      <Heading level="2" size="small">
        {t('review')}
      </Heading>
      <p className="flush">{t(waits ? 'waits_for_another' : `hint.${practice.state}`)}</p>
      <p className="flush">
        {t('preview')}{' '}
        {languages.map((language, place) => (
          <span key={language}>
            {place > 0 && ' · '}
            <a
              href={`/api/registry/v1/practices/${practice.id}/preview?locale=${language}`}
              target="_blank"
              rel="noreferrer"
              lang={language}
              hrefLang={language}
            >
              {languageNames[language]}
            </a>
          </span>
        ))}
      </p>
      {take.error && <InlineError error={take.error} />}
      <HStack gap="space-8" className="noprint">
        {steps.map((step) => (
          <Button
            key={step}
            size="small"
            variant={step === 'return' ? 'secondary' : 'primary'}
            loading={take.isPending && take.variables?.body.step === step}
            onClick={() => void run(step).catch(() => undefined)}
          >
            {t(`step.${step}`)}
          </Button>
        ))}
        {practice.steps.includes('withdraw') ? (
          <Button size="small" variant="secondary" data-color="danger" onClick={() => setAsked('withdraw')}>
            {t('step.withdraw')}
          </Button>
        ) : (
          <Button size="small" variant="tertiary" data-color="danger" onClick={() => setAsked('remove')}>
            {t('remove')}
          </Button>
        )}
      </HStack>
      <ConfirmDialog
        open={asked === 'withdraw'}
        onClose={() => setAsked(undefined)}
        title={t('withdraw_title')}
        confirm={t('step.withdraw')}
        danger
        onConfirm={() => run('withdraw')}
      >
        {t('withdraw_text')}
      </ConfirmDialog>
      <Remove practice={practice} open={asked === 'remove'} onClose={() => setAsked(undefined)} />
    </section>
  )
}

function Remove({ practice, open, onClose }: { practice: PracticeOut; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('practices')
  const navigate = useNavigate()
  const remove = useMutation({
    ...removePracticeMutation(),
    onSuccess: async () => {
      showSuccess(t('removed'))
      await navigate({ to: '/practices' })
    },
  })
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t('remove_title')}
      confirm={t('remove')}
      danger
      onConfirm={() =>
        remove.mutateAsync({
          path: { practice_id: practice.id },
          headers: { 'if-match': `"${practice.version}"` },
        })
      }
    >
      {t('remove_text')}
    </ConfirmDialog>
  )
}
