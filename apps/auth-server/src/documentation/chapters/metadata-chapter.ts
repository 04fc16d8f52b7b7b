import type { DocumentFacts } from '../document-facts.ts'
import { code, table } from '../markdown/markdown-text.ts'

/** What a reader may want to know of a member of the discovery document; long because it is a table. */
const meanings: Readonly<Record<string, string>> = {
  authorization_details_types_supported: 'What may be asked for [by name](/docs/homes-and-devices).',
  response_types_supported: 'Codes alone: tokens never travel through the browser.',
  response_modes_supported:
    'How the answer comes back. See [Pushed requests](/docs/pushed-requests#the-answer-as-a-form).',
  code_challenge_methods_supported: 'See [PKCE](/docs/authorization-code#pkce).',
  token_endpoint_auth_methods_supported: 'See [Client authentication](/docs/client-authentication).',
  token_endpoint_auth_signing_alg_values_supported:
    'By which your app may sign an [assertion](/docs/client-authentication#with-a-key).',
  introspection_signing_alg_values_supported:
    'By which an [answer of introspection](/docs/introspection#a-signed-answer) may be signed.',
  authorization_response_iss_parameter_supported: 'Every answer names its server as `iss`.',
  authorization_signing_alg_values_supported:
    'By which a [signed answer](/docs/pushed-requests#the-answer-signed) may be signed.',
  dpop_signing_alg_values_supported: 'By which your app may sign a [DPoP proof](/docs/bound-tokens).',
  require_pushed_authorization_requests:
    'Of all apps no; of those with policy `fapi2`, and those that declare it, yes.',
  request_parameter_supported: '[Signed requests](/docs/pushed-requests#sign-the-request) are read.',
  request_uri_parameter_supported: 'Requests behind an address of your app are read.',
  require_request_uri_registration: 'That address has to be registered.',
  request_object_signing_alg_values_supported: 'By which your app may sign its requests; never unsigned.',
  tls_client_certificate_bound_access_tokens:
    'Tokens may be bound to a [certificate](/docs/client-certificates).',
  mtls_endpoint_aliases: 'Where certificates are asked for. Send yours there, and nowhere else.',
  registration_endpoint: 'Programs may [register themselves](/docs/registration).',
  client_id_metadata_document_supported:
    'A client id may be an address where the app [says who it is](/docs/registration#a-client-id-that-is-an-address).',
  ui_locales_supported: 'The languages of the pages that people see.',
  end_session_endpoint: 'See [Signing out](/docs/sign-out).',
  backchannel_logout_supported:
    'Your app may [be told](/docs/sign-out#be-told-by-the-server) when somebody signs out.',
  frontchannel_logout_supported: 'The same [in the browser](/docs/sign-out#be-told-in-the-browser).',
  subject_types_supported: 'See [One person, many names](/docs/openid#one-person-many-names).',
  id_token_signing_alg_values_supported: 'By which your ID tokens may be signed. See [Keys](/docs/keys).',
  userinfo_signing_alg_values_supported: 'The same for [userinfo](/docs/userinfo#a-signed-answer).',
  acr_values_supported: 'The ways in which people sign in here.',
  claims_supported: 'What a server may tell of a person; what *this person* told is another matter.',
  claims_parameter_supported: '[Single claims](/docs/openid#single-claims) may be asked for.',
}

/** The members that say more than an address, as far as this server publishes them. */
export function metadataTable({ metadata }: DocumentFacts): string {
  const there = Object.entries(meanings).filter(([name]) => Object.hasOwn(metadata, name))
  return table(
    ['Member', 'What it says'],
    there.map(([name, meaning]) => [code(name), meaning]),
  )
}
