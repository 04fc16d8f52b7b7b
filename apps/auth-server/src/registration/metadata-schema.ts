import { isIP } from 'node:net'
import { redirectUriProblem } from '@latchkey/protocol'
import { z } from 'zod'
import { parseNormalName } from '../sender-constraint/distinguished-name.ts'
import { signingAlgorithms } from '../store/records.ts'
import {
  applicationTypes,
  authorizationDetailsTypes,
  clientSigningAlgorithms,
  subjectTypes,
} from '../store/registered-metadata.ts'

// What may be registered of a client beyond what every client has, member by member; long because it is a table.

const longestAddress = 2_000

/** An https address without a fragment, as browsers and our own requests can use it. */
export const httpsAddress = z
  .string()
  .max(longestAddress)
  .refine((uri) => uri.startsWith('https://') && URL.canParse(uri), 'must be an https address')

/** One that this server calls; http is for development, where `LATCHKEY_OUTBOUND_ALLOW` has to name the host. */
const calledAddress = z
  .string()
  .max(longestAddress)
  .refine((uri) => /^https?:\/\//.test(uri) && URL.canParse(uri), 'must be an https address')
  .refine(
    (uri) => !URL.canParse(uri) || new URL(uri).username + new URL(uri).password === '',
    'must hold no user name or password',
  )

const logoutAddress = calledAddress.refine((uri) => !uri.includes('#'), 'must have no fragment')

/** OpenID Connect RP-Initiated Logout §3.1; what a browser is sent to, so the rules are those of redirect URIs. */
const postLogoutAddress = z.string().superRefine((uri, context) => {
  const problem = redirectUriProblem(uri)
  if (problem !== undefined) context.addIssue(problem)
})

const word = z
  .string()
  .regex(/^[^\p{Cc}\p{Cs}]{1,200}$/u, 'must be 1 to 200 characters without control characters')
const signing = z.enum(signingAlgorithms).optional()
const clientSigning = z.enum(clientSigningAlgorithms).optional()
const flag = z.boolean().optional()

const isSubject = (text: string) => parseNormalName(text) !== undefined
/** A certificate has no zones (RFC 4007 §11). */
const isAddress = (text: string) => isIP(text) !== 0 && !text.includes('%')

export const metadataMembers = {
  applicationType: z.enum(applicationTypes).optional(),
  contacts: z.array(word).max(10).optional(),
  logoUri: httpsAddress.optional(),
  policyUri: httpsAddress.optional(),
  tosUri: httpsAddress.optional(),
  jwksUri: calledAddress.optional(),
  responseTypes: z.array(z.literal('code')).length(1).optional(),
  softwareId: word.optional(),
  softwareVersion: word.optional(),
  sectorIdentifierUri: calledAddress.optional(),
  subjectType: z.enum(subjectTypes).optional(),
  userinfoSignedResponseAlg: signing,
  requestObjectSigningAlg: clientSigning,
  requestUris: z.array(calledAddress).max(20).optional(),
  tokenEndpointAuthSigningAlg: clientSigning,
  defaultMaxAge: z.int().min(0).max(315_360_000).optional(),
  requireAuthTime: flag,
  defaultAcrValues: z.array(word).max(10).optional(),
  initiateLoginUri: httpsAddress.optional(),
  postLogoutRedirectUris: z.array(postLogoutAddress).max(20).optional(),
  backchannelLogoutUri: logoutAddress.optional(),
  backchannelLogoutSessionRequired: flag,
  frontchannelLogoutUri: logoutAddress.optional(),
  frontchannelLogoutSessionRequired: flag,
  requireSignedRequestObject: flag,
  requirePushedAuthorizationRequests: flag,
  authorizationSignedResponseAlg: signing,
  introspectionSignedResponseAlg: signing,
  authorizationDetailsTypes: z.array(z.enum(authorizationDetailsTypes)).max(1).optional(),
  dpopBoundAccessTokens: flag,
  tlsClientCertificateBoundAccessTokens: flag,
  tlsClientAuthSubjectDn: word
    .refine(isSubject, 'must be a name as RFC 4514 writes it, as CN=hub,O=Acme')
    .optional(),
  tlsClientAuthSanDns: word.regex(/^[A-Za-z0-9*._-]+$/, 'must be a host name').optional(),
  tlsClientAuthSanUri: word.refine(URL.canParse, 'must be a URI').optional(),
  tlsClientAuthSanIp: word.refine(isAddress, 'must be an IPv4 or IPv6 address').optional(),
  tlsClientAuthSanEmail: word.includes('@', 'must be an e-mail address').optional(),
} as const

export const metadataNames = Object.keys(metadataMembers) as readonly (keyof typeof metadataMembers)[]
