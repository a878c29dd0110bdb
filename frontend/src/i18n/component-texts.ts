import type { nb } from '@navikt/ds-react/locales'

export type Translations = typeof nb
