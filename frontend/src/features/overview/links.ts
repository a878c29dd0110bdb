import type { LinkProps } from '@tanstack/react-router'

type Search = Record<string, string | number>

/** Every figure leads to the list that it counts. */
const to = (path: string, search: Search = {}) => ({ to: path, search }) as LinkProps

export const projects = (search?: Search): LinkProps => to('/projects', search)
export const organisations = (search?: Search): LinkProps => to('/organisations', search)
export const partnerships = (search?: Search): LinkProps => to('/partnerships', search)
export const annualReport = (): LinkProps => to('/reports/annual')
