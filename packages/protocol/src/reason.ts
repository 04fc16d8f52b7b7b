/**
 * Why something was refused: many inner reasons behind few outer codes. The log and the developer's console see them; a
 * dialect may choose its vendor's sentence by them.
 */
export type Reason =
  | { readonly kind: 'as described' }
  | { readonly kind: 'missing parameter'; readonly parameter: string }
  | { readonly kind: 'repeated parameter'; readonly parameter: string }
  | { readonly kind: 'malformed parameter'; readonly parameter: string }
  | { readonly kind: 'unreadable request'; readonly detail: string }
  | { readonly kind: 'request begun too long ago' }
  | { readonly kind: 'request denied' }
  | { readonly kind: 'not allowed by dialect'; readonly detail: string }
  | { readonly kind: 'no client authentication' }
  | { readonly kind: 'several client authentications'; readonly methods: readonly string[] }
  | { readonly kind: 'unknown client'; readonly clientId: string }
  | { readonly kind: 'client not active'; readonly clientId: string }
  | { readonly kind: 'client not verified'; readonly clientId: string }
  | { readonly kind: 'wrong client secret'; readonly clientId: string; readonly ending: string }
  | { readonly kind: 'bad client assertion'; readonly detail: string }
  | { readonly kind: 'bad client certificate'; readonly detail: string }
  | { readonly kind: 'bad proof of possession'; readonly detail: string }
  | { readonly kind: 'bad request object'; readonly detail: string }
  | { readonly kind: 'request uri not known'; readonly detail: string }
  | { readonly kind: 'policy demands more'; readonly policy: string; readonly detail: string }
  | { readonly kind: 'outbound request failed'; readonly url: string; readonly detail: string }
  | { readonly kind: 'homes not known'; readonly url: string; readonly detail: string }
  | { readonly kind: 'throttled'; readonly what: string }
  | {
      readonly kind: 'redirect uri not registered'
      readonly given: string
      readonly registered: readonly string[]
    }
  | { readonly kind: 'redirect uri differs'; readonly given: string | undefined; readonly expected: string }
  | { readonly kind: 'code not found' }
  | { readonly kind: 'code expired' }
  | { readonly kind: 'code spent' }
  | { readonly kind: 'code of another client' }
  | { readonly kind: 'wrong code verifier' }
  | { readonly kind: 'refresh token not found' }
  | { readonly kind: 'refresh token expired' }
  | { readonly kind: 'refresh token replayed'; readonly family: string }
  | { readonly kind: 'refresh token of another client' }
  | { readonly kind: 'family ended' }
  | { readonly kind: 'account not active' }
  | { readonly kind: 'scope not allowed'; readonly scope: string; readonly allowed: readonly string[] }
  | {
      readonly kind: 'grant type not allowed'
      readonly grantType: string
      readonly allowed: readonly string[]
    }
