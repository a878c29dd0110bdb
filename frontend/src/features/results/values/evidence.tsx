import './evidence.css'
import { DownloadIcon } from '@navikt/aksel-icons'
import { Link } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { FileOut } from '../../../api/indicators/types.gen'
import { useLanguage } from '../../../i18n'
import { bytes } from '../../../lib/bytes'
import type { Shown } from './draft'

interface EvidenceProps {
  evidence: readonly Shown[]
  /** Where the content of a file is, if one may have it. */
  contentOf?: (file: FileOut, shown: Shown) => string | undefined
}

const toAll = ({ id }: FileOut) => `/api/indicators/v1/files/${id}/content`

/** Where it can be seen that a value is so: links, and files to take away. */
export function Evidence({ evidence, contentOf = toAll }: EvidenceProps) {
  if (evidence.length === 0) return null
  return (
    <ul className="value-evidence">
      {evidence.map((shown) => (
        <li key={`${shown.name} ${shown.address ?? shown.file?.id}`}>
          {shown.file ? (
            <OneFile name={shown.name} file={shown.file} content={contentOf(shown.file, shown)} />
          ) : (
            <Link href={shown.address ?? ''} target="_blank" rel="noreferrer">
              {shown.name}
            </Link>
          )}
        </li>
      ))}
    </ul>
  )
}

const GIVEN: readonly FileOut['state'][] = ['clean', 'not_scanned']

interface OneFileProps {
  name: string
  file: FileOut
  content: string | undefined
}

function OneFile({ name, file: { size, state }, content }: OneFileProps) {
  const { t } = useTranslation('values')
  const language = useLanguage()
  return (
    <>
      {content && GIVEN.includes(state) ? (
        <Link href={content} download>
          <DownloadIcon aria-hidden />
          {name}
        </Link>
      ) : (
        name
      )}{' '}
      <small className="subtle">
        {bytes(language, size)}, {t(`files.state.${state}`)}
      </small>
    </>
  )
}
