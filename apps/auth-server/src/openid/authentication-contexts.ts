/** A way to sign in, as clients name it. */
export interface AuthenticationContext {
  /** OpenID Connect Core §2, `acr`. */
  readonly name: string
  /** RFC 8176: what the person showed. */
  readonly methods: readonly string[]
}

/** Every way to sign in. */
export const authenticationContexts = {
  password: { name: 'urn:latchkey:acr:password', methods: ['pwd'] },
} as const satisfies Record<string, AuthenticationContext>

const all: readonly AuthenticationContext[] = Object.values(authenticationContexts)

/** What clients may ask for by `acr_values` or the claim `acr`. */
export const contextNames: readonly string[] = all.map(({ name }) => name)

/** What was shown for a context; nothing is said of one that is not known. */
export function methodsOf(name: string | undefined): readonly string[] | undefined {
  return all.find((context) => context.name === name)?.methods
}
