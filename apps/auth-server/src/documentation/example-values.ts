// What examples are written with. Names are those that stand in the texts between double braces.

/** The app, the home and the API of every example, as they are registered. The tests register exactly these. */
export const registeredValues = {
  client_id: 'warm-rooms',
  client_secret: 'the-secret-of-warm-rooms',
  basic: Buffer.from('warm-rooms:the-secret-of-warm-rooms').toString('base64'),
  redirect_uri: 'https://warm-rooms.example/callback',
  key_client_id: 'warm-rooms-keys',
  fapi_client_id: 'warm-rooms-fapi',
  messages_client_id: 'warm-rooms-signed',
  web_client_id: 'warm-rooms-web',
  web_secret: 'the-secret-of-warm-rooms-web',
  hub_client_id: 'warm-rooms-hub',
  self_signed_client_id: 'warm-rooms-box',
  signed_out_uri: 'https://warm-rooms.example/signed-out',
  phone_client_id: 'warm-rooms-phone',
  phone_redirect_uri: 'http://127.0.0.1:49152/callback',
  api_id: 'meter-api',
  api_secret: 'the-secret-of-meter-api',
  api_basic: Buffer.from('meter-api:the-secret-of-meter-api').toString('base64'),
  api_identifier: 'https://meter.example',
  api_scope: 'meter:read',
  'api_scope encoded': 'meter%3Aread',
  state: 'kX1vR8pQ',
  nonce: 'Tn4cWq7L',
  // RFC 7636, appendix B
  code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  home_id: 'demo-home',
  device_id: 'demo-thermostat',
} as const

/** What a server hands out while the examples run: here as a reader sees it, shortened; in the tests as it was handed out. */
export const issuedValues = {
  code: '7Zk2QmXv9TbLw4RsYp1NcHd6EgJf8UaK3xBoVtM5iWq',
  pushed_request: 'Rm4Tz8QwYk1Vb6NxPc3Ls9HdJf2GaUe7Xo5KiMt0WqZr8BnC',
  access_token: 'lk_at_1mV4xQ9…Zt8w',
  next_access_token: 'lk_at_1pL7cR2…Hn3k',
  openid_token: 'lk_at_1sB2jU6…Lf4d',
  api_token: 'lk_at_1gN8vK3…Ca7h',
  own_token: 'lk_at_1dJ6yB5…Xe0s',
  refresh_token: 'lk_rt_1aS3fG8…Kv6q',
  phone_refresh_token: 'lk_rt_1eD5kM7…Rb9y',
  next_refresh_token: 'lk_rt_1uW9hN4…Pz2m',
  id_token: 'eyJhbGciOiJSUzI1NiIs…',
  account_id: 'J3bq0Yd8sVw5mRk2',
  signed_openid_token: 'lk_at_1zF8qM4…Yw2p',
  bound_token: 'lk_at_1hC5rT9…Js6u',
  bound_meter_token: 'lk_at_1xK2pD7…Vn3b',
  next_bound_token: 'lk_at_1wE6nG1…Qd8t',
  certificate_token: 'lk_at_1tM9sB4…Fx5z',
  bound_refresh_token: 'lk_rt_1qL7uH2…Gr4c',
  registration_access_token: 'lk_rg_v2Jx…',
  registered_id: 'Yx5Kp8Wc2ZtRn0Vb7QmLhA9e',
  registered_secret: 'lk_cs_T4hN…',
  dpop_proof: 'eyJ0eXAiOiJkcG9wK2p3dCIs…',
  proof_id: '2c8e1b54-6f0d-4a3b-9e77-d1a5c0f3b8e6',
  dpop_nonce: 'Zk7wQ2nB9sVxL4tMc1RyHd8JfGe0UaP5oKiTbXq3WvE',
  key_thumbprint: 'h3Gq7WzP0nXcV5tKbRmL2yJd8sFe4UoAi9QkTx6BvNw',
  certificate_thumbprint: 'bK4sLx9Zq2WnV7tRc0PmHy5Jd3Fe8GaU6oTiQk1XvMw',
  fapi_assertion: 'eyJhbGciOiJFUzI1NiIs…',
  messages_assertion: 'eyJhbGciOiJFUzI1NiIs…',
  request_object: 'eyJhbGciOiJFUzI1NiIs…',
  response: 'eyJhbGciOiJ…',
  userinfo_jwt: 'eyJhbGciOiJ…',
  introspection_jwt: 'eyJhbGciOiJ…',
  logout_token: 'eyJhbGciOiJ…',
  token_id: 'u5TnC1xLq8Zr0aBdW7',
  at_hash: '77QmUPtjPfzWtF2AnpK9RQ',
  session_id: 'nW4rVz0yK2bXc8TqHs6LdAe9pQ3mJf7UoGi1RtBvYxZ',
  next_session_id: 'pD7sFt2mQ9wLx4VbZc0RgJk6hY8nUe3WiKq5TaBoXrM',
  logout_id: 'Wc3nYt8KqVx5ZbLm0Rd7PhJg',
  assertion: 'eyJhbGciOiJFUzI1NiIs…',
  error_id: 'K7QW2MXZ4T',
} as const

export type ExampleValues = Readonly<
  Record<keyof typeof registeredValues | keyof typeof issuedValues, string>
>

export const exampleValues: ExampleValues = { ...registeredValues, ...issuedValues }
