import { BodyShort, Heading } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'

const rows = [
  [
    '3',
    'Bosnia - Hercegovina',
    'Municipal International Cooperation',
    'Orkdal - Mostar | KS',
    '2005',
    '900000',
    'NMFA',
  ],
  [
    '3',
    'Bosnia - Hercegovina',
    'Municipal International Cooperation',
    'Orkdal - Mostar | KS',
    '2006',
    '1035000',
    'NMFA',
  ],
  ['16', 'Malawi', 'Municipal International Cooperation', 'Førde - Ntchisi', '2006', '125000', 'NORAD'],
]
const columns = ['project_code', 'country', 'project_title', 'partners', 'year', 'amount', 'funder'] as const

/** What a file looks like, for whoever makes the first one. */
export function UploadExample() {
  const { t } = useTranslation('imports')
  return (
    <div className="panel stack">
      <Heading level="2" size="small">
        {t('upload.example')}
      </Heading>
      <BodyShort className="measure">{t('upload.example_text')}</BodyShort>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <section className="scroll-x" tabIndex={0} aria-label={t('upload.example')}>
        <table className="import-sheet">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {t(`field.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.join()}>
                {row.map((cell, index) => (
                  <td key={columns[index]} className={index > 3 && index < 6 ? 'num' : undefined}>
                    {cell}
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
