/** Security rules for a client, as data: what is demanded of it and how long things live. Times in seconds. */
export interface Policy {
  readonly name: string
  /** `public`: only of clients that have no secret and no key. */
  readonly pkce: 'always' | 'public' | 'not asked'
  readonly codeSeconds: number
  /** A code shown on a page, to be typed. */
  readonly shownCodeSeconds: number
  readonly accessTokenSeconds: number
  readonly clientCredentialsSeconds: number
  readonly refresh: { readonly public: RefreshRule; readonly confidential: RefreshRule }
  /** How long the generation before is still good after a rotation. */
  readonly refreshReuseSeconds: number
  readonly refreshIdleSeconds: number
  /** `undefined`: no end as long as it is used. */
  readonly refreshMaxSeconds: number | undefined
  readonly consent: 'remembered' | 'every time'
  /** `pushed`: authorization requests come by the back channel alone (RFC 9126). */
  readonly requests: 'any' | 'pushed'
  /** `strong`: by keys that stay with the client, private_key_jwt or mTLS. */
  readonly authentication: 'any' | 'strong'
  /** Who an assertion or a request object is written for: FAPI 2.0 allows the issuer alone, as one string. */
  readonly assertionAudience: 'issuer or endpoint' | 'issuer'
  /** `strong`: PS256, ES256 and EdDSA, both ways. */
  readonly signatures: 'any' | 'strong'
  /** Whether every access token must be bound to a key (DPoP or mTLS). */
  readonly senderConstrained: boolean
  /** Whether a DPoP proof must hold a nonce of ours (RFC 9449 §8): one that was made ahead, or stolen, is soon worthless. */
  readonly dpopNonce: boolean
}

export const refreshRules = ['keep', 'rotate', 'none'] as const
export type RefreshRule = (typeof refreshRules)[number]

const minute = 60
const hour = 60 * minute
const day = 24 * hour
const year = 365 * day

/** RFC 9700 and OAuth 2.1 without exceptions. */
const byDefault: Policy = {
  name: 'default',
  pkce: 'always',
  codeSeconds: minute,
  shownCodeSeconds: 10 * minute,
  accessTokenSeconds: hour,
  clientCredentialsSeconds: hour,
  refresh: { public: 'rotate', confidential: 'keep' },
  refreshReuseSeconds: 30,
  refreshIdleSeconds: 90 * day,
  refreshMaxSeconds: year,
  consent: 'remembered',
  requests: 'any',
  authentication: 'any',
  assertionAudience: 'issuer or endpoint',
  signatures: 'any',
  senderConstrained: false,
  dpopNonce: false,
}

/** What the old vendors' apps live with: no PKCE, codes of ten minutes, every connection as long as it is used. */
const legacy: Policy = {
  ...byDefault,
  name: 'legacy',
  pkce: 'not asked',
  codeSeconds: 10 * minute,
  refresh: { public: 'rotate', confidential: 'rotate' },
  refreshIdleSeconds: year,
  refreshMaxSeconds: undefined,
}

const untilSuccessorIsUsed = Number.POSITIVE_INFINITY

/** What platforms that link accounts live with: connections that last as long as they are used, and lost answers. */
const platform: Policy = {
  ...byDefault,
  name: 'platform',
  pkce: 'public',
  codeSeconds: 10 * minute,
  refresh: { public: 'rotate', confidential: 'keep' },
  refreshIdleSeconds: year,
  refreshMaxSeconds: undefined,
}

/** The same for platforms that expect a new refresh token each time, and repeat a request whose answer they lost. */
const rotatingPlatform: Policy = {
  ...platform,
  refresh: { public: 'rotate', confidential: 'rotate' },
  refreshReuseSeconds: untilSuccessorIsUsed,
}

const noRefresh = { public: 'none', confidential: 'none' } as const

/** Every policy by its name. */
export const policies = {
  default: byDefault,
  openid: { ...byDefault, name: 'openid', pkce: 'public' },
  // FAPI 2.0 Security Profile §5.3.2.
  fapi2: {
    ...byDefault,
    name: 'fapi2',
    accessTokenSeconds: 10 * minute,
    clientCredentialsSeconds: 10 * minute,
    refresh: { public: 'keep', confidential: 'keep' },
    consent: 'every time',
    requests: 'pushed',
    authentication: 'strong',
    assertionAudience: 'issuer',
    signatures: 'strong',
    senderConstrained: true,
    dpopNonce: true,
  },
  nest: {
    ...legacy,
    name: 'nest',
    shownCodeSeconds: 48 * hour,
    accessTokenSeconds: 10 * year,
    refresh: noRefresh,
    consent: 'every time',
  },
  honeywell: { ...legacy, name: 'honeywell', accessTokenSeconds: 1799, clientCredentialsSeconds: 3599 },
  gogox: { ...legacy, name: 'gogox', clientCredentialsSeconds: 7200, refresh: noRefresh },
  nibe: { ...legacy, name: 'nibe', accessTokenSeconds: 300, clientCredentialsSeconds: 300 },
  'google-home': { ...platform, name: 'google-home' },
  alexa: { ...rotatingPlatform, name: 'alexa' },
  smartthings: { ...rotatingPlatform, name: 'smartthings', accessTokenSeconds: day },
  ifttt: { ...platform, name: 'ifttt' },
  'home-assistant': { ...rotatingPlatform, name: 'home-assistant' },
  homey: { ...rotatingPlatform, name: 'homey' },
  // Public clients above all: what they hold is short-lived and rotated, as the default says.
  mcp: {
    ...byDefault,
    name: 'mcp',
    refreshReuseSeconds: 60,
    refreshIdleSeconds: year,
    refreshMaxSeconds: undefined,
  },
} as const satisfies Record<string, Policy>

export type PolicyName = keyof typeof policies

export const policyNames = Object.keys(policies) as readonly PolicyName[]

/** What may be set otherwise for one client. */
export interface PolicyOverrides {
  readonly codeSeconds?: number | undefined
  readonly accessTokenSeconds?: number | undefined
  readonly refresh?: RefreshRule | undefined
  readonly refreshIdleSeconds?: number | undefined
  readonly refreshMaxSeconds?: number | undefined
  readonly pkce?: Policy['pkce'] | undefined
  readonly consent?: Policy['consent'] | undefined
}

/** A policy with a client's own values put over it. */
export function policyWith(name: PolicyName, overrides: PolicyOverrides): Policy {
  const policy: Policy = policies[name]
  const { refresh, accessTokenSeconds, ...others } = overrides
  const given = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined))
  return {
    ...policy,
    ...given,
    accessTokenSeconds: accessTokenSeconds ?? policy.accessTokenSeconds,
    clientCredentialsSeconds: Math.min(accessTokenSeconds ?? policy.clientCredentialsSeconds, day),
    refresh: refresh === undefined ? policy.refresh : { public: refresh, confidential: refresh },
  }
}

/** The policy of a client as it counts: overrides that demand less are unsafe switches, which an unverified client has not. */
export function policyOf(client: {
  readonly policy: PolicyName
  readonly overrides: PolicyOverrides
  readonly verified: boolean
}): Policy {
  if (client.verified) return policyWith(client.policy, client.overrides)
  const weaker = weakerOverrides(client.policy, client.overrides)
  const kept = Object.entries(client.overrides).filter(([name]) => !weaker.includes(name))
  return policyWith(client.policy, Object.fromEntries(kept))
}

/** The overrides that demand less than the policy does: each counts as an unsafe switch. */
export function weakerOverrides(name: PolicyName, overrides: PolicyOverrides): readonly string[] {
  const policy: Policy = policies[name]
  const longer = (value: number | undefined, than: number | undefined) =>
    value !== undefined && than !== undefined && value > than
  const weaker = {
    codeSeconds: longer(overrides.codeSeconds, policy.codeSeconds),
    accessTokenSeconds: longer(overrides.accessTokenSeconds, policy.accessTokenSeconds),
    refreshIdleSeconds: longer(overrides.refreshIdleSeconds, policy.refreshIdleSeconds),
    refreshMaxSeconds: longer(overrides.refreshMaxSeconds, policy.refreshMaxSeconds),
    refresh:
      overrides.refresh !== undefined &&
      refreshStrength[overrides.refresh] < refreshStrength[policy.refresh.public],
    pkce: overrides.pkce !== undefined && pkceStrength[overrides.pkce] < pkceStrength[policy.pkce],
    consent: overrides.consent === 'remembered' && policy.consent === 'every time',
  }
  return Object.entries(weaker).flatMap(([key, isWeaker]) => (isWeaker ? [key] : []))
}

const refreshStrength = { keep: 0, rotate: 1, none: 2 } as const
const pkceStrength = { 'not asked': 0, public: 1, always: 2 } as const
