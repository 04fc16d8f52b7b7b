import { dialectNames } from '@latchkey/dialects'
import { html } from 'hono/html'
import { policyNames } from '../clients/policies.ts'
import { dialectWords, policyWords } from '../clients/policy-words.ts'
import { errorSummary } from '../pages/error-summary.ts'
import { field, hiddenFields } from '../pages/form.ts'
import { checkboxField, fieldset, selectField, textArea } from '../pages/form-choices.ts'
import type { Html } from '../pages/html.ts'
import { sectionHeading } from '../pages/page-heading.ts'
import { signingAlgorithms, type UnsafeSwitch, unsafeSwitches } from '../store/records.ts'
import { scopeBoxes } from './app-fields.ts'
import { secondsOverrides } from './app-input.ts'
import { appPath } from './console-page.ts'
import { metadataSection } from './metadata-section.ts'
import { chosenOf, type SettingsView, writtenIn } from './settings-view.ts'

// One form with everything that a developer may set; long because it is a page template.

export function settingsBody(view: SettingsView): Html {
  const { client, form, problems, seen } = view
  return html`<form class="form stack" id="settings-form" method="post" action="${form.action}">
${hiddenFields(form)}<input type="hidden" name="seen" value="${seen}">
${errorSummary(problems)}
${client.verified ? stays : ''}
<section class="card">${sectionHeading({ title: 'What people see' })}${names(view)}</section>
<section class="card">${sectionHeading({ title: 'What it may do' })}${rights(view)}</section>
<section class="card">${sectionHeading({ title: 'How it speaks' })}${speech(view)}</section>
${metadataSection(view)}
<details class="card"${hasOwnValues(view) ? html` open` : ''}><summary>Own values and unsafe switches</summary><div class="stack">${advanced(view)}</div></details>
<div class="actions"><button class="button main" id="settings-submit">Save</button><a class="button" href="${appPath(client)}">Cancel</a></div>
</form>
<section class="card">${sectionHeading({ title: 'People of the app' })}<p>Share it with other developers, and invite people who try it out.</p>
<div class="row"><a class="button" href="${appPath(client, 'members')}">People of the app</a></div></section>
<section class="card danger-zone">${sectionHeading({ title: 'Delete the app' })}<p>Its tokens are dead at once, and nobody can bring it back.</p>
<div class="row"><a class="button danger" href="${appPath(client, 'delete')}">Delete this app …</a></div></section>`
}

const stays = html`<p class="note">This app is verified. Another name, publisher, home page, dialect or policy, an address on another host, another scope, something more to ask for or something less safe needs a new verification: until then nobody new can connect it but its developers and those whom they invited.</p>`

function names(view: SettingsView): Html {
  return html`${field({ ...writtenIn(view, 'name'), label: 'Name', type: 'text', autocomplete: 'off', maxLength: 100 })}
${field({ ...writtenIn(view, 'publisher'), label: 'Publisher', type: 'text', autocomplete: 'organization', maxLength: 100, optional: true })}
${field({ ...writtenIn(view, 'clientUri'), label: 'Home page', type: 'url', autocomplete: 'off', maxLength: 2000, optional: true, hint: 'An https address.' })}`
}

function boxes(
  view: SettingsView,
  name: string,
  choices: readonly { readonly value: string; readonly title: string; readonly explanation: string }[],
): Html {
  return html`${choices.map((choice, at) =>
    checkboxField({
      name,
      id: at === 0 ? name : `${name}-${at}`,
      checked: view.settings.all(name).includes(choice.value),
      ...choice,
    }),
  )}`
}

const grantTypeChoices = [
  { value: 'authorization_code', title: 'Codes that people allow', explanation: 'authorization_code' },
  { value: 'refresh_token', title: 'New tokens by refresh', explanation: 'refresh_token' },
  { value: 'client_credentials', title: 'Tokens for itself', explanation: 'client_credentials' },
]

function rights(view: SettingsView): Html {
  const { error: grantError } = writtenIn(view, 'grantTypes')
  const { error: scopeError } = writtenIn(view, 'scopes')
  return html`${textArea({ ...writtenIn(view, 'redirectUris'), label: 'Redirect URIs', hint: 'One a line, compared character by character; only the port of 127.0.0.1 may differ.', rows: 4, isCode: true, optional: true })}
${fieldset({ legend: 'What it may ask for', name: 'grant-type-list', body: boxes(view, 'grantTypes', grantTypeChoices), ...(grantError && { error: grantError }) })}
${scopeBoxes(view.scopeTitles, view.settings.all('scopes'), scopeError)}`
}

const methods = [
  { value: '', title: 'What its dialect allows: a secret, in the header or in the body' },
  { value: 'client_secret_basic', title: 'A secret in the Authorization header only' },
  { value: 'client_secret_post', title: 'A secret in the body only' },
  { value: 'private_key_jwt', title: 'A signature with its own key (private_key_jwt)' },
  { value: 'tls_client_auth', title: 'A certificate of an authority (tls_client_auth)' },
  { value: 'self_signed_tls_client_auth', title: 'A certificate of its own (self_signed_tls_client_auth)' },
  { value: 'none', title: 'Nothing: it runs where nothing stays secret' },
]

function speech(view: SettingsView): Html {
  const dialects = dialectNames.map((value) => ({ value, title: dialectWords[value].title }))
  const policies = policyNames.map((value) => ({ value, title: policyWords[value].title }))
  const algorithms = [
    { value: '', title: 'As its policy says: RS256, which every library expects, or ES256' },
    ...signingAlgorithms.map((value) => ({ value, title: value })),
  ]
  const jwks = {
    label: 'Public keys',
    hint: 'A JWK set (RFC 7517), for private_key_jwt and certificates of its own; or their address, below.',
    rows: 4,
    isCode: true,
    optional: true,
  }
  return html`${selectField({ ...chosenOf(view, 'dialect'), label: 'Dialect', choices: dialects, hint: 'How its requests and answers are spelled. Tokens that it holds keep working.' })}
${selectField({ ...chosenOf(view, 'policy'), label: 'Policy', choices: policies, hint: 'What is demanded of it, and how long things live.' })}
${selectField({ ...chosenOf(view, 'tokenEndpointAuthMethod'), label: 'How it proves who it is', choices: methods, optional: true })}
${textArea({ ...writtenIn(view, 'jwks'), ...jwks })}
${selectField({ ...chosenOf(view, 'idTokenSignedResponseAlg'), label: 'ID tokens are signed with', choices: algorithms, optional: true })}`
}

const secondsLabels: Readonly<Record<(typeof secondsOverrides)[number], string>> = {
  codeSeconds: 'A code lives, in seconds',
  accessTokenSeconds: 'An access token lives, in seconds',
  refreshIdleSeconds: 'A connection ends when unused for, in seconds',
  refreshMaxSeconds: 'A connection ends after, in seconds',
}

const asThePolicySays = { value: '', title: 'As the policy says' }
const wordChoices = [
  { name: 'refresh', label: 'Refresh tokens', values: ['keep', 'rotate', 'none'] },
  { name: 'pkce', label: 'PKCE', values: ['always', 'public', 'not asked'] },
  { name: 'consent', label: 'Consent', values: ['remembered', 'every time'] },
] as const

const switchWords: Readonly<Record<UnsafeSwitch, string>> = {
  'credentials-in-query': 'Secrets and codes in the URL of a token request. URLs end up in logs.',
  'token-in-query': 'Access tokens in the URL of an API request. URLs end up in logs.',
}

function advanced(view: SettingsView): Html {
  const words = wordChoices.map(({ name, label, values }) =>
    selectField({
      ...chosenOf(view, name),
      label,
      optional: true,
      choices: [asThePolicySays, ...values.map((value) => ({ value, title: value }))],
    }),
  )
  const seconds = secondsOverrides.map((name) =>
    field({
      ...writtenIn(view, name),
      label: secondsLabels[name],
      type: 'number',
      autocomplete: 'off',
      optional: true,
      hint: 'Empty: as the policy says.',
    }),
  )
  const switches = unsafeSwitches.map((value) => ({ value, title: value, explanation: switchWords[value] }))
  return html`<p class="small soft">What is weaker than the policy, and the switches, count only once the app is verified.</p>${seconds}${words}
${fieldset({ legend: 'Unsafe switches', name: 'switch-list', body: boxes(view, 'allows', switches) })}`
}

function hasOwnValues({ settings, problems }: SettingsView): boolean {
  const names = [...secondsOverrides, ...wordChoices.map(({ name }) => name)]
  const isSet = names.some(
    (name) => settings.text(name) !== '' || problems.some(({ fieldId }) => fieldId === name),
  )
  return isSet || settings.all('allows').length > 0
}
