import { Heading } from '@navikt/ds-react'
import { useTranslation } from 'react-i18next'
import type { Field, ImportOut } from '../../api/registry/types.gen'

interface PreviewProps {
  batch: ImportOut
  /** Which field each column is chosen for. */
  chosen: ReadonlyMap<number, Field>
}

/** The first rows as they were read; the chosen columns stand out. */
export function Preview({ batch, chosen }: PreviewProps) {
  const { t } = useTranslation('imports')
  return (
    <div className="stack stack--close">
      <Heading level="2" size="small">
        {t('columns.preview')}
      </Heading>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <section className="scroll-x import-preview" tabIndex={0} aria-label={t('columns.preview')}>
        <table className="import-sheet">
          <thead>
            <tr>
              <th scope="col">{t('columns.row')}</th>
              {batch.columns.map(({ index, letter, header }) => {
                const field = chosen.get(index)
                return (
                  <th key={index} scope="col" data-chosen={field ? true : undefined}>
                    <span className="import-sheet__letter">{letter}</span> {header}
                    <span className="import-sheet__field">{field ? t(`field.${field}`) : '\u00a0'}</span>
                  </th>
                )
              })}
            </tr>
          </thead>
          <tbody>
            {batch.preview.map(({ row_number, cells }) => (
              <tr key={row_number}>
                <th scope="row">{row_number}</th>
                {batch.columns.map(({ index }) => (
                  <td key={index}>{cells[index]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}
