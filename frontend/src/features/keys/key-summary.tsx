import { useTranslation } from 'react-i18next'
import type { MachineOut } from '../../api/registry/types.gen'
import { useLanguage } from '../../i18n'
import { dat, datetime, list } from '../../lib/format'
import { SummaryList } from '../../ui/summary-list'
import { usePermissionWords } from './permission-words'
import { permissionGroups } from './permissions'
import './keys.css'

/** All that is known of a key: what it may do, where, from where and how long. */
export function KeySummary({ machine }: { machine: MachineOut }) {
  const { t } = useTranslation('keys')
  const language = useLanguage()
  const moment = (value: string | null) => value && datetime(language, value)
  return (
    <SummaryList
      items={[
        { term: t('kind'), value: t(`kinds.${machine.kind}`) },
        {
          term: t('handle'),
          value: <span className="key-handle">{`bromost_${machine.handle}_…`}</span>,
        },
        { term: t('client_id'), value: machine.kind === 'client' && <code>{machine.id}</code> },
        { term: t('owner'), value: machine.owner.display_name },
        { term: t('permissions'), value: <Permissions machine={machine} /> },
        {
          term: t('limited_to'),
          value: machine.limited_to ? <Scopes machine={machine} /> : t('everywhere'),
        },
        {
          term: t('networks'),
          value: machine.networks ? list(language, machine.networks) : t('anywhere'),
        },
        { term: t('key_ids'), value: machine.key_ids && list(language, machine.key_ids) },
        { term: t('live_secrets'), value: machine.secrets.length > 0 && <Secrets machine={machine} /> },
        { term: t('made'), value: moment(machine.created_at) },
        { term: t('expires'), value: dat(language, machine.expires_at) },
        { term: t('revoked'), value: moment(machine.revoked_at) },
        { term: t('last_used'), value: moment(machine.last_used_at) ?? t('never_used') },
      ].map((item) => ({ ...item, value: item.value || null }))}
    />
  )
}

function Permissions({ machine }: { machine: MachineOut }) {
  const words = usePermissionWords()
  const language = useLanguage()
  return (
    <ul className="plain-list">
      {permissionGroups(machine.permissions).map(({ subject, permissions }) => (
        <li key={subject}>
          {words.subject(subject)}: {list(language, permissions.map(words.action))}
        </li>
      ))}
    </ul>
  )
}

function Scopes({ machine }: { machine: MachineOut }) {
  const { t } = useTranslation('keys')
  return (
    <ul className="plain-list">
      {machine.limited_to?.map(({ id, kind, name }) => (
        <li key={id}>
          {t(`scope.${kind}`)}: {name}
        </li>
      ))}
    </ul>
  )
}

function Secrets({ machine }: { machine: MachineOut }) {
  const { t } = useTranslation('keys')
  const language = useLanguage()
  return (
    <ul className="plain-list">
      {machine.secrets.map(({ id, created_at, ends_at }) => (
        <li key={id}>
          {ends_at
            ? t('secret_until', { made: dat(language, created_at), end: datetime(language, ends_at) })
            : t('secret_since', { made: dat(language, created_at) })}
        </li>
      ))}
    </ul>
  )
}
