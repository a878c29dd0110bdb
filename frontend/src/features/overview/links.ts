import { linkOptions } from '@tanstack/react-router'
import type { OrganisationKind, ProjectStatus } from '../../api/registry/types.gen'

/** Every figure leads to the list that it counts. */
export const projects = (
  search: { status?: ProjectStatus; country?: string; year?: number; funder?: string } = {},
) => linkOptions({ to: '/projects', search })

export const organisations = (search: { kind?: OrganisationKind } = {}) =>
  linkOptions({ to: '/organisations', search })

export const partnerships = () => linkOptions({ to: '/partnerships' })
export const annualReport = () => linkOptions({ to: '/reports/annual' })
