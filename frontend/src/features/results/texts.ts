import type { LocalisedText } from '../../lib/languages'

/** A text without any language is no text. */
export const textOrNull = <Text extends LocalisedText | null>(text: Text): Text | null =>
  text && Object.keys(text).length > 0 ? text : null

export interface FormProps {
  onDone: () => Promise<unknown>
  onCancel: () => void
}
