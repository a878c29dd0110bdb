import { describe, expect, it } from 'vitest'
import { emptyKey, sentValues } from './key-values'
import { permissionGroups } from './permissions'

describe('what is sent of the form', () => {
  it('has a list of networks where the form has lines', () => {
    const sent = sentValues({ ...emptyKey, networks: '192.0.2.0/24\n 2001:db8::/32,198.51.100.7 \n' })
    expect(sent.networks).toEqual(['192.0.2.0/24', '2001:db8::/32', '198.51.100.7'])
  })

  it('has nothing where nothing was written', () => {
    expect(sentValues(emptyKey)).toMatchObject({ networks: null, limited_to: null, public_keys: null })
  })

  it('sends public keys of clients alone, and leaves what is no JSON for the schema to refuse', () => {
    const public_keys = '{"keys": []}'
    expect(sentValues({ ...emptyKey, public_keys }).public_keys).toBeNull()
    expect(sentValues({ ...emptyKey, kind: 'client', public_keys }).public_keys).toEqual({ keys: [] })
    expect(sentValues({ ...emptyKey, kind: 'client', public_keys: '{' }).public_keys).toBe('{')
  })
})

describe('permissions', () => {
  it('are grouped by subject, the everyday ones first and reading before changing', () => {
    const found = permissionGroups(['audit.read', 'project.write', 'project.read', 'import.read'])
    expect(found).toEqual([
      { subject: 'project', permissions: ['project.read', 'project.write'] },
      { subject: 'import', permissions: ['import.read'] },
      { subject: 'audit', permissions: ['audit.read'] },
    ])
  })

  it('never offer what would let a program make programs', () => {
    expect(permissionGroups(['key.manage'])).toEqual([])
  })
})
