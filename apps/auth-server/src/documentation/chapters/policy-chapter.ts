import { type Policy, policies, policyNames, type RefreshRule } from '../../clients/policies.ts'
import { policyWords } from '../../clients/policy-words.ts'
import { durationInWords } from '../../pages/duration-in-words.ts'
import { code, table } from '../markdown/markdown-text.ts'

const pkceWords: Readonly<Record<Policy['pkce'], string>> = {
  always: 'always asked for',
  public: 'asked of apps without a secret',
  'not asked': 'not asked for; checked where it is sent',
}

const consentWords: Readonly<Record<Policy['consent'], string>> = {
  remembered: 'remembered, where that is safe',
  'every time': 'asked every time',
}

const refreshWords: Readonly<Record<RefreshRule, string>> = {
  keep: 'stays the same',
  rotate: 'a new one with every use',
  none: 'there is none',
}

const everyPolicy: readonly Policy[] = policyNames.map((name) => policies[name])

/** Each policy in words. */
export function policyOverview(): string {
  return table(
    ['Policy', 'In short', 'What it means'],
    policyNames.map((name) => [code(name), policyWords[name].title, policyWords[name].text]),
  )
}

/** What each policy demands. */
export function policyTable(): string {
  return table(
    ['Policy', 'PKCE', 'Consent', 'Refresh token'],
    everyPolicy.map((policy) => {
      const { name, pkce, consent } = policy
      return [code(name), pkceWords[pkce], consentWords[consent], refreshRule(policy)]
    }),
  )
}

const requestWords: Readonly<Record<Policy['requests'], string>> = {
  any: 'in the URL or pushed',
  pushed: '[pushed](/docs/pushed-requests) only',
}

const authenticationWords: Readonly<Record<Policy['authentication'], string>> = {
  any: 'any way',
  strong: 'a key or a certificate',
}

const signatureWords: Readonly<Record<Policy['signatures'], string>> = {
  any: 'RS256, PS256, ES256, EdDSA',
  strong: 'PS256, ES256, EdDSA',
}

/** What each policy demands of requests, keys and signatures; most demand the same. */
export function demandTable(): string {
  const rows = everyPolicy.map((policy) => [code(policy.name), ...demands(policy)] as const)
  const usual = rows.find(([name]) => name === code(policies.default.name))?.slice(1) ?? []
  const others = rows.filter(([, ...said]) => said.join() !== usual.join())
  return table(
    ['Policy', 'Requests', 'Proves itself by', 'Signatures', 'Tokens'],
    [...others, ['all others', ...usual]],
  )
}

function demands(policy: Policy): readonly string[] {
  const { requests, authentication, signatures, senderConstrained, dpopNonce } = policy
  const nonce = dpopNonce ? ' with a nonce' : ''
  const bound = `bound to a [key](/docs/bound-tokens)${nonce} or a [certificate](/docs/client-certificates)`
  return [
    requestWords[requests],
    authenticationWords[authentication],
    signatureWords[signatures],
    senderConstrained ? bound : 'bound if the app wants it',
  ]
}

function refreshRule({ refresh }: Policy): string {
  if (refresh.public === refresh.confidential) return refreshWords[refresh.public]
  return `with a secret: ${refreshWords[refresh.confidential]}; without: ${refreshWords[refresh.public]}`
}

/** How long things live, policy by policy. */
export function lifetimeTable(): string {
  return table(
    ['Policy', 'Code', 'Token', 'Own token', 'Unused', 'In all'],
    everyPolicy.map((policy) => [code(policy.name), ...lifetimes(policy)]),
  )
}

function lifetimes(policy: Policy): readonly string[] {
  const { codeSeconds, accessTokenSeconds, clientCredentialsSeconds } = policy
  const tokens = [codeSeconds, accessTokenSeconds, clientCredentialsSeconds].map((seconds) =>
    durationInWords(seconds),
  )
  if (policy.refresh.confidential === 'none') return [...tokens, '–', durationInWords(accessTokenSeconds)]
  const { refreshIdleSeconds, refreshMaxSeconds } = policy
  const inAll = refreshMaxSeconds === undefined ? 'no end' : durationInWords(refreshMaxSeconds)
  return [...tokens, durationInWords(refreshIdleSeconds), inAll]
}

/** `{{default.codeSeconds}}` and the like, in words. */
export function lifetimeValues(): Readonly<Record<string, string>> {
  const pairs = everyPolicy.flatMap((policy) =>
    Object.entries(policy).flatMap(([member, value]) =>
      member.endsWith('Seconds') && Number.isFinite(value)
        ? [[`${policy.name}.${member}`, durationInWords(value)] as const]
        : [],
    ),
  )
  return Object.fromEntries(pairs)
}
