import type { OperationProcessingError } from 'oauth4webapi'
import type {
  AuthorizationResponseError,
  ClientError,
  CryptoKeyPair,
  IDToken,
  IntrospectionResponse,
  ModifyAssertionFunction,
  PrivateKey,
  ResponseBodyError,
  ServerMetadata,
  TokenEndpointResponse,
  UserInfoResponse,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import type { Identity } from './certificate-fetch.ts'

/** What an app is made of, whichever library it is written with. */
export interface AppSetting {
  readonly clientId: string
  readonly authentication: Authentication
  /** Which of the two metadata documents it reads: OpenID Connect's unless it says otherwise. */
  readonly algorithm?: 'oidc' | 'oauth2'
  /** What it registered, as far as the library checks it: algorithms, ages. */
  readonly registered?: Readonly<Record<string, string | number | boolean>>
  /** What it shows at the addresses of `mtls_endpoint_aliases`. */
  readonly certificate?: Identity
  readonly dpopKey?: CryptoKeyPair
  /** By which it signs its requests (RFC 9101). */
  readonly signsBy?: PrivateKey
  readonly pushes?: boolean
  /** Whether it asks for signed answers (JARM). */
  readonly readsSigned?: boolean
  /** What a faulty app would write into its proofs or its request objects. */
  readonly modifiesProof?: ModifyAssertionFunction
  readonly modifiesRequest?: ModifyAssertionFunction
}

export type Authentication =
  | { readonly method: 'client_secret_basic' | 'client_secret_post'; readonly secret: string }
  | {
      readonly method: 'private_key_jwt'
      readonly key: PrivateKey
      readonly modify?: ModifyAssertionFunction
    }
  | { readonly method: 'tls' | 'none' }

export type Parameters = Readonly<Record<string, string>>

export interface Tokens {
  readonly answer: TokenEndpointResponse
  /** Of the ID token, whose signature has been checked, too. */
  readonly claims: IDToken | undefined
}

/** A request that was begun. */
export interface Begun {
  /** Where the person's browser is sent. */
  readonly url: URL
  readonly nonce: string
  readonly state: string
  /** Redeems the code; `changed` is what an attack or a mistake would change. */
  finish(answer: URL | Request, changed?: Changed): Promise<Tokens>
}

export interface Changed {
  readonly verifier?: string
  readonly expectedNonce?: string
  readonly expectedState?: string
}

/** An app in progress. Everything that comes back has gone through all checks of the library. */
export interface App {
  readonly server: ServerMetadata
  readonly clientId: string
  begin(more?: Parameters): Promise<Begun>
  refresh(refreshToken: string, more?: Parameters): Promise<Tokens>
  /** Tokens of its own: client credentials. */
  own(more?: Parameters): Promise<Tokens>
  /** A grant type by its name. */
  grant(grantType: string, more?: Parameters): Promise<Tokens>
  userinfo(accessToken: string, subject: string): Promise<UserInfoResponse>
  introspect(token: string): Promise<IntrospectionResponse>
  revoke(token: string, more?: Parameters): Promise<void>
  /** A request to an API with its access token; a challenge is an error. */
  call(accessToken: string, url: URL, method?: string): Promise<Response>
  /** RFC 7638, of its DPoP key. */
  thumbprint(): Promise<string | undefined>
}

export interface Library {
  readonly name: string
  open(issuer: URL, setting: AppSetting): Promise<App>
  /** A key of DPoP proofs for this algorithm. */
  newKey(algorithm: string): Promise<CryptoKeyPair>
  readonly errors: Errors
}

/** Its classes of errors. */
export interface Errors {
  /** An answer that is not what the app expects. */
  readonly unexpected: typeof ClientError | typeof OperationProcessingError
  readonly authorization: typeof AuthorizationResponseError
  readonly body: typeof ResponseBodyError
  readonly challenge: typeof WWWAuthenticateChallengeError
}
