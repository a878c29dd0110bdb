import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnError,
} from '@simplewebauthn/browser'

type Json = Record<string, unknown>

/** Passkeys belong to one host name: at another address of the same pages there are none. */
export const hasPasskeys = (host: string): boolean =>
  browserSupportsWebAuthn() && globalThis.location.hostname === host

/** What a passkey of this person answers to the service's options. */
export async function signWithPasskey(options: Json): Promise<Json> {
  // The service's own words, which the library checks.
  const optionsJSON = options as unknown as PublicKeyCredentialRequestOptionsJSON
  return { ...(await startAuthentication({ optionsJSON })) }
}

export async function makePasskey(options: Json): Promise<Json> {
  const optionsJSON = options as unknown as PublicKeyCredentialCreationOptionsJSON
  return { ...(await startRegistration({ optionsJSON })) }
}

/** The person closed the browser's question, or it waited too long. */
export const isGivenUp = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError')

/** This device holds a passkey of the account already. */
export const isThereAlready = (error: unknown): boolean =>
  error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED'
