import type { FileOut } from '../../../api/indicators/types.gen'
import { ApiError, type Problem } from '../../../api/problem'

interface Sending {
  signal: AbortSignal
  /** How much of it is there, from 0 to 1. */
  onProgress: (share: number) => void
}

/** Hands a file in. Not by `fetch`, which tells nothing of how far it got. */
export function sendFile(address: string, file: File, { signal, onProgress }: Sending): Promise<FileOut> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const fail = (problem: Partial<Problem>) =>
      reject(new ApiError({ code: 'unreachable', title: '', status: 0, detail: '', fields: [], ...problem }))
    request.open('POST', address)
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0)
    request.onload = () => {
      const { status, response } = request
      if (status === 201) resolve(response as FileOut)
      else fail({ code: `http_${status}`, status, ...(response as Partial<Problem> | null) })
    }
    request.onerror = () => fail({})
    request.onabort = () => fail({ code: 'aborted' })
    signal.addEventListener('abort', () => request.abort())
    const form = new FormData()
    form.append('file', file)
    request.send(form)
  })
}
