import { createFileRoute } from '@tanstack/react-router'
import { NotFound } from '../../shell/not-found'

/** Every address that no page has. */
export const Route = createFileRoute('/_app/$')({ component: NotFound })
