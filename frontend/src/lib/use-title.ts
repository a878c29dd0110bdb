import { useEffect } from 'react'

/** The title of the document says where one is, the narrowest first. */
export function useTitle(...parts: (string | undefined)[]): void {
  const title = [...parts.filter(Boolean), 'Bromost'].join(' – ')
  useEffect(() => {
    document.title = title
  }, [title])
}
