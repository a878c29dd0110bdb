import { CheckmarkCircleIcon, XMarkOctagonIcon } from '@navikt/aksel-icons'
import { Select } from '@navikt/ds-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { explainAccessOptions } from '../../api/registry/@tanstack/react-query.gen'
import type { AccessReason, PermissionExplained, PersonOut, RoleScope } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { dat } from '../../lib/format'
import { searchThings, type ThingType, thingTypes } from '../../lib/things'
import { AsyncCombobox } from '../../ui/async-combobox'
import type { Option } from '../../ui/combobox'
import { InlineError } from '../../ui/inline-error'
import { ScopeName, useScopeWords } from '../../ui/scope-name'

/** "Why can this person see this?": asks about one thing, and shows the chain that leads there. */
export function AccessPanel({ person }: { person: PersonOut }) {
  const { t } = useTranslation('people')
  const language = useLanguage()
  const [type, setType] = useState<ThingType>('project')
  const [thing, setThing] = useState<Option | null>(null)
  return (
    <>
      <div className="form__row">
        <Select
          size="small"
          label={t('thing_type')}
          value={type}
          onChange={(event) => {
            setType(event.target.value as ThingType)
            setThing(null)
          }}
        >
          {thingTypes.map((one) => (
            <option key={one} value={one}>
              {t(`scope.${one}`)}
            </option>
          ))}
        </Select>
        <AsyncCombobox
          key={type}
          size="small"
          label={t('thing')}
          searchKey={`${type}s:${language}`}
          load={searchThings(type, language)}
          value={thing}
          onChange={setThing}
        />
      </div>
      <div aria-live="polite">{thing && <Answer account={person.id} type={type} id={thing.value} />}</div>
    </>
  )
}

function Answer({ account, type, id }: { account: string; type: ThingType; id: string }) {
  const { t } = useTranslation('people')
  const { data, error, refetch } = useQuery(
    explainAccessOptions({ query: { account, object_type: type, object_id: id } }),
  )
  if (error) return <InlineError error={error} retry={refetch} />
  if (!data) return <p aria-busy="true">…</p>
  const named = { name: data.account.display_name }
  const nothing = data.permissions.every(({ allowed }) => !allowed)
  return (
    <div className="access-answer">
      <p className="flush">
        <ScopeName scope={data.object} />
      </p>
      {!data.is_active && <p className="flush">{t('inactive_may_nothing', named)}</p>}
      {data.is_active && nothing && <p className="flush">{t('may_nothing', named)}</p>}
      <ul className="access-rows">
        {inOrder(data.permissions, type).map((permission) => (
          <Permission key={permission.permission} explained={permission} object={data.object} />
        ))}
      </ul>
    </div>
  )
}

/** First whether they see the thing itself, for that is what was asked; then what they may do with it. */
function inOrder(permissions: PermissionExplained[], type: ThingType): PermissionExplained[] {
  const place = ({ permission }: PermissionExplained) =>
    (permission.startsWith(`${type}.`) ? 0 : 2) + (permission.endsWith('.read') ? 0 : 1)
  return [...permissions].sort((one, other) => place(one) - place(other))
}

function Permission({ explained, object }: { explained: PermissionExplained; object: RoleScope }) {
  const { t, i18n } = useTranslation('people')
  const { permission, allowed, because } = explained
  const key = `permission.${permission.replace('.', '_')}`
  const words = i18n.exists(key, { ns: 'people' }) ? t(key as 'permission.project_read') : permission
  return (
    <li>
      <span className="access-rows__what">
        {allowed ? (
          <CheckmarkCircleIcon title={t('may')} fontSize="1.25rem" />
        ) : (
          <XMarkOctagonIcon title={t('may_not')} fontSize="1.25rem" />
        )}
        <span>{words}</span>
      </span>
      <ul>
        {because.map((reason) => (
          <li key={`${reason.role?.id} ${reason.rule}`}>
            <Chain reason={reason} object={object} />
          </li>
        ))}
        {!allowed && <li className="subtle">{t('no_role_leads_here')}</li>}
      </ul>
    </li>
  )
}

/** "Adviser in programme A, which covers this project; given by … on …". */
function Chain({ reason, object }: { reason: AccessReason; object: RoleScope }) {
  const { t } = useTranslation(['people', 'shell'])
  const language = useLanguage()
  const words = useScopeWords()
  const { role, rule } = reason
  if (!role) return t('people:through_hidden_role')
  return (
    <>
      {t(`shell:role.${role.role}`)} · <ScopeName scope={role.scope} />
      <span className="block small subtle">
        {rule === 'everything'
          ? t('people:rule.everything')
          : rule === 'itself'
            ? t('people:rule.itself')
            : t('people:rule.covers', { scope: words(role.scope), object: words(object) })}{' '}
        {role.granted_by
          ? t('people:given', {
              name: role.granted_by.display_name,
              day: dat(language, role.granted_at),
            })
          : t('people:given_on', { day: dat(language, role.granted_at) })}
        {role.valid_to && ` ${t('people:until', { day: dat(language, role.valid_to) })}`}
      </span>
    </>
  )
}
