import { useTranslation } from 'react-i18next'
import type { Placeholder } from '../../api/notifications/types.gen'

interface PlaceholdersProps {
  all: Placeholder[]
  onChoose: (name: string) => void
}

/** What a text may name, each with what it stands for in the example. */
export function Placeholders({ all, onChoose }: PlaceholdersProps) {
  const { t } = useTranslation('mail_texts')
  return (
    <details>
      <summary>{t('placeholders')}</summary>
      <p className="small subtle">{t('placeholders_hint')}</p>
      <ul className="mail-texts__placeholders">
        {all.map(({ name, example }) => (
          <li key={name}>
            <button type="button" aria-label={t('insert', { name })} onClick={() => onChoose(name)}>
              <code>{name}</code>
            </button>
            <span className="small subtle">{example || '–'}</span>
          </li>
        ))}
      </ul>
      <p className="small subtle">{t('condition_hint')}</p>
    </details>
  )
}
