import './library.css'
import { PlusIcon } from '@navikt/aksel-icons'
import { Button } from '@navikt/ds-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AxisOut } from '../../api/indicators/types.gen'
import { type LocalisedText, languages } from '../../lib/languages'
import { usePickText } from '../../ui/localised-view'
import { StatusTag } from '../../ui/status-tag'
import { AxisDialog, type AxisEditing } from './axis-dialog'
import { CategoryActions } from './category-actions'

/** The names of an axis and its categories, in their order. */
export function AxisView({ axis }: { axis: AxisOut }) {
  const { t } = useTranslation('library')
  const pick = usePickText()
  const [editing, setEditing] = useState<AxisEditing>()
  const may = axis.may_change && !axis.archived
  const movable = axis.categories.filter(({ is_unknown }) => !is_unknown)
  return (
    <div className="stack">
      <section className="panel stack stack--close" aria-labelledby="categories">
        <div className="version-list__head">
          <h2 id="categories" className="flush">
            {t('axis.categories')}
          </h2>
          {may && (
            <>
              <Button size="small" variant="secondary" onClick={() => setEditing({ what: 'axis' })}>
                {t('axis.change_title', { name: pick(axis.name, axis.original_language) })}
              </Button>
              <Button
                size="small"
                icon={<PlusIcon aria-hidden />}
                onClick={() => setEditing({ what: 'category' })}
              >
                {t('axis.add_category')}
              </Button>
            </>
          )}
        </div>
        <div className="scroll-x">
          <table className="axis-categories">
            <caption className="sr-only">{t('axis.categories')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('axis.name')}</th>
                <th scope="col">{t('code')}</th>
                <th scope="col">
                  <span className="sr-only">{t('axis.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {axis.categories.map((category) => (
                <tr key={category.id}>
                  <th scope="row">
                    <Texts text={category.name} />
                    {category.is_unknown && <span className="block small subtle">{t('axis.unknown')}</span>}
                    {category.archived && <StatusTag status="archived" label={t('archived')} />}
                  </th>
                  <td>{category.code}</td>
                  <td>
                    {may && (
                      <CategoryActions
                        axis={axis}
                        category={category}
                        index={movable.indexOf(category)}
                        count={movable.length}
                        onChange={() => setEditing({ what: 'category', category })}
                      />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {may && axis.use_count > 0 && <p className="flush small subtle">{t('axis.archive_hint')}</p>}
        <p className="flush small subtle measure">{t('axis.unknown_hint')}</p>
      </section>
      {editing && <AxisDialog axis={axis} editing={editing} onClose={() => setEditing(undefined)} />}
    </div>
  )
}

/** A name in all its languages, each marked as such. */
function Texts({ text }: { text: LocalisedText }) {
  return (
    <span className="axis-categories__texts">
      {languages
        .filter((tag) => text[tag])
        .map((tag) => (
          <span key={tag} lang={tag}>
            {text[tag]}
          </span>
        ))}
    </span>
  )
}
