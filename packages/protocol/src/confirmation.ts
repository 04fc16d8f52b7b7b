/**
 * The key to which a token is bound (RFC 7800 §3.1), spelled as its `cnf` member: the thumbprint of a DPoP key (RFC 9449 §6.1)
 * or of a certificate (RFC 8705 §3.1), 43 characters of base64url.
 */
export type Confirmation = { readonly jkt: string } | { readonly 'x5t#S256': string }

/** Whether both name the same key in the same way. */
export function isSameConfirmation(a: Confirmation | undefined, b: Confirmation | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
