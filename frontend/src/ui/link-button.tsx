import { Button, type ButtonProps } from '@navikt/ds-react'
import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes, Ref } from 'react'

type AnchorProps = AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement> }
type Look = Pick<ButtonProps, 'size' | 'variant' | 'icon' | 'data-color'>

// The library types an anchor's events as a button's.
const Anchor = (props: AnchorProps & Look) => <Button as="a" size="small" {...(props as object)} />

/** A link that looks like a button: for actions that lead to a page of their own. */
export const LinkButton = createLink(Anchor)
