import type { LinkProps } from '@tanstack/react-router'

type Search = Record<string, string | number>

/** Every figure leads to the list that it counts. */
const to = (path: string, search: Search = {}) => ({ to: path, search }) as LinkProps

export const projects = (search?: Search): LinkProps => to('/projects', search)
export const organisations = (search?: Search): LinkProps => to('/organisations', search)
export const partnerships = (search?: Search): LinkProps => to('/partnerships', search)
export const annualReport = (): LinkProps => to('/reports/annual')

const pages: Record<string, string> = {
  project: '/projects/',
  organisation: '/organisations/',
  partnership: '/partnerships/',
}

/** The page of a thing that has one. */
export function page(type: string, id: string): LinkProps | undefined {
  const path = pages[type]
  return path ? to(`${path}${id}`) : undefined
}
