import { Button } from '@navikt/ds-react'
import { useMutation } from '@tanstack/react-query'
import { downloadPersonData } from '../../api/registry/sdk.gen'
import type { PersonRequestOut } from '../../api/registry/types.gen'
import { InlineError } from '../../ui/inline-error'

/** Not a plain link: a refusal must be said on the page, and not be saved as the file. */
export function FetchCopy({ request, label }: { request: PersonRequestOut; label: string }) {
  const fetchCopy = useMutation({
    mutationFn: async () => {
      const { data } = await downloadPersonData({
        path: { request_id: request.id },
        parseAs: 'blob',
        throwOnError: true,
      })
      const address = URL.createObjectURL(data as unknown as Blob)
      Object.assign(document.createElement('a'), { href: address, download: 'personal-data.zip' }).click()
      setTimeout(() => URL.revokeObjectURL(address), 1000)
    },
  })
  return (
    <>
      <Button
        size="small"
        variant="tertiary"
        loading={fetchCopy.isPending}
        onClick={() => fetchCopy.mutate()}
      >
        {label}
      </Button>
      {fetchCopy.error ? <InlineError error={fetchCopy.error} /> : null}
    </>
  )
}
