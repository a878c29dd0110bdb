import type { FileOut } from '../../../api/indicators/types.gen'
import { EvidenceFiles } from './evidence-files'
import { useFiles } from './use-files'

interface AttachFilesProps {
  /** Of the project or programme that the files are of. */
  ownerId: string
  room: number
  onTaken: (file: FileOut) => void
}

/** Hands files in that go with something else than a value. */
export function AttachFiles({ ownerId, room, onTaken }: AttachFilesProps) {
  const files = useFiles(`/api/indicators/v1/projects/${ownerId}/files`, onTaken)
  return (
    <EvidenceFiles
      files={[]}
      underway={files.underway}
      room={room}
      error={undefined}
      onSend={(list) => files.send(list.slice(0, room), room)}
      onDrop={files.drop}
      onRemove={() => undefined}
    />
  )
}
