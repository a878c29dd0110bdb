import type { FrameworkOut } from '../../../api/indicators/types.gen'
import { AskButton } from '../asking/ask-button'
import { LocksButton } from '../locks/locks-button'

interface ToolsProps {
  framework: FrameworkOut
}

/** What few do and nobody waits for: to ask people, and to lock days. */
export function Tools({ framework }: ToolsProps) {
  return (
    <>
      <AskButton framework={framework} />
      <LocksButton what="project" framework={framework} />
    </>
  )
}
