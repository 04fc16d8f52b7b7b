import type { DialectName } from '@latchkey/dialects'
import type { PolicyName } from './policies.ts'

// Dialects and policies in words for developers; long because they are tables. One that lacks its words does not compile.

export interface Words {
  readonly title: string
  readonly text: string
}

export const policyWords: Readonly<Record<PolicyName, Words>> = {
  default: {
    title: 'Today’s rules',
    text: 'OAuth 2.1 without exceptions: PKCE always, codes good for a minute, access tokens for an hour. Take it for everything new.',
  },
  openid: {
    title: 'Today’s rules, PKCE optional',
    text: 'The same for apps that keep a secret and whose library does not know PKCE yet. An app without secret still has to use it.',
  },
  fapi2: {
    title: 'FAPI 2.0: for what must not be stolen',
    text: 'Requests come by the back channel, the app proves itself by a key, and its tokens are worthless without that key. Access tokens live ten minutes.',
  },
  nest: {
    title: 'As Nest’s',
    text: 'One access token that lives ten years and is never refreshed. Whoever gets hold of it has the home until its owner takes it back.',
  },
  honeywell: {
    title: 'As Honeywell Home’s',
    text: 'No PKCE, access tokens for half an hour, a new refresh token with each refresh.',
  },
  gogox: {
    title: 'As GOGOX’s',
    text: 'For programs that act for themselves: tokens for two hours, no refresh tokens.',
  },
  nibe: {
    title: 'As NIBE Uplink’s',
    text: 'No PKCE, access tokens for five minutes, a new refresh token with each refresh.',
  },
  'google-home': {
    title: 'For Google Home',
    text: 'The connection lasts as long as it is used, and the refresh token stays the same, because Google asks from many places at once.',
  },
  alexa: {
    title: 'For Alexa',
    text: 'A new refresh token with each refresh; the one before stays good until the new one is used.',
  },
  smartthings: {
    title: 'For SmartThings',
    text: 'Access tokens for a day; a new refresh token with each refresh, the one before stays good until the new one is used.',
  },
  ifttt: {
    title: 'For IFTTT',
    text: 'The refresh token stays the same and does not run out as long as it is used.',
  },
  'home-assistant': {
    title: 'For Home Assistant',
    text: 'PKCE optional; a new refresh token with each refresh, the one before stays good until the new one is used.',
  },
  homey: {
    title: 'For Homey',
    text: 'A new refresh token with each refresh, the one before stays good until the new one is used; many connections per person.',
  },
  mcp: {
    title: 'For MCP clients',
    text: 'PKCE always, access tokens for an hour, a new refresh token with each refresh for clients without secret.',
  },
}

export const dialectWords: Readonly<Record<DialectName, Words>> = {
  standard: {
    title: 'Standard',
    text: 'OAuth as the RFCs write it. Every library speaks it.',
  },
  nest: {
    title: 'Nest',
    text: 'For programs written for Works with Nest: /login/oauth2, /oauth2/access_token, and a code shown on a page when the app has no redirect URI.',
  },
  honeywell: {
    title: 'Honeywell Home',
    text: 'For programs written for the Honeywell Home API: /oauth2/token, /oauth2/accesstoken, every value of an answer a string.',
  },
  gogox: {
    title: 'GOGOX',
    text: 'For programs written for GOGOX: client credentials as JSON at /oauth/token.',
  },
  nibe: {
    title: 'NIBE Uplink',
    text: 'For programs written for NIBE Uplink: /oauth/authorize, /oauth/token, READSYSTEM and WRITESYSTEM.',
  },
}
