import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DefinitionOut, VersionOut } from '../../../api/indicators/types.gen'
import { InlineError } from '../../../ui/inline-error'
import { Answered } from './answered'
import { TakingUpForm } from './taking-up-form'
import { useTakingUp, type Wanted } from './use-taking-up'

interface TakingUpProps {
  definition: DefinitionOut
  version: VersionOut
  onCancel: () => void
}

/** First it is shown what would become of each indicator; then all of them are taken along. */
export function TakingUp({ definition, version, onCancel }: TakingUpProps) {
  const cache = useQueryClient()
  const { answer, run, forget } = useTakingUp()
  const [running, setRunning] = useState(false)
  const [failed, setFailed] = useState<{ error: unknown; wanted: Wanted }>()
  const others = definition.versions.filter(({ id }) => id !== version.id)
  const most = others.reduce((count, { use_count }) => count + use_count, 0)
  const turn = async (wanted: Wanted, tried: boolean) => {
    setFailed(undefined)
    setRunning(true)
    try {
      await run(wanted, tried)
    } finally {
      setRunning(false)
      // Whatever shows an indicator, its figures or where it is used has changed.
      if (!tried) await cache.invalidateQueries()
    }
  }
  const takeUp = async (wanted: Wanted) => {
    try {
      await turn(wanted, false)
    } catch (error) {
      setFailed({ error, wanted })
    }
  }
  return (
    <div className="stack">
      {(!answer || answer.tried) && (
        <TakingUpForm
          definition={definition}
          version={version}
          onLook={(wanted) => turn(wanted, true)}
          onChange={forget}
          onCancel={onCancel}
        />
      )}
      {failed && <InlineError error={failed.error} retry={() => takeUp(failed.wanted)} />}
      {answer && (
        <Answered
          answer={answer}
          number={version.number}
          most={most}
          running={running}
          onTakeUp={() => void takeUp(answer.wanted)}
        />
      )}
    </div>
  )
}
