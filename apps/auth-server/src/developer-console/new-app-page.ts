import { dialects } from '@latchkey/dialects'
import { html } from 'hono/html'
import { dialectWords, policyWords } from '../clients/policy-words.ts'
import { errorSummary, type FieldProblem } from '../pages/error-summary.ts'
import { facts } from '../pages/facts.ts'
import { type FormTarget, field, hiddenFields } from '../pages/form.ts'
import { radioCards, selectField, textArea } from '../pages/form-choices.ts'
import type { Html } from '../pages/html.ts'
import { scopeBoxes } from './app-fields.ts'
import { type Ask, type Preset, type PresetName, presetNames, presets } from './presets.ts'

export interface NewAppView {
  readonly form: FormTarget
  readonly presetName: PresetName
  /** What was typed before, by field. */
  readonly text: (name: string) => string
  readonly scopes: readonly string[]
  readonly scopeTitles: ReadonlyMap<string, string>
  readonly problems: readonly FieldProblem[]
  /** A form that is sent twice makes one app. */
  readonly once: string
}

const groups = { own: 'Your own', platform: 'A platform’s', vendor: 'An old program’s' } as const

/** One form; what the app is for fills it in. */
export function newAppBody(view: NewAppView): Html {
  const { form, presetName, once } = view
  const preset: Preset = presets[presetName]
  return html`${chooser(presetName)}
<section class="card"><h2>${preset.title}</h2><p class="soft">${preset.text}</p>
<form class="form" id="new-app-form" method="post" action="${form.action}">
${hiddenFields(form)}<input type="hidden" name="preset" value="${presetName}"><input type="hidden" name="once" value="${once}">
${errorSummary(view.problems)}
${nameFields(view, preset)}
${preset.asks.map((ask) => askField(ask, view))}
${redirectUris(view, preset)}
${preset.keepsSecret === 'either' ? secretChoice(view) : ''}${preset.keepsSecret === 'key' ? keyFields(view) : ''}
${presetName === 'app' ? policyChoice(view) : ''}
${scopeBoxes(view.scopeTitles, view.scopes, errorOf(view, 'scopes').error)}
${rules(preset)}
<div class="actions"><button class="button main" id="new-app-submit">Register the app</button></div>
</form></section>`
}

/** A form of its own, so that it works without script: it shows the page anew. */
function chooser(chosen: PresetName): Html {
  const choices = presetNames.map((value) => ({
    value,
    title: `${groups[presets[value].group]}: ${presets[value].title}`,
  }))
  return html`<form class="card" id="preset-form" method="get" action="/console/new">
${selectField({ name: 'preset', label: 'What is the app for?', choices, chosen })}
<div class="actions"><button class="button" id="preset-submit">Fill in the form</button></div></form>`
}

function errorOf(view: Pick<NewAppView, 'problems'>, name: string): { readonly error?: string } {
  const error = view.problems
    .filter(({ fieldId }) => fieldId === name)
    .map(({ text }) => text)
    .join(' ')
  return error === '' ? {} : { error }
}

function nameFields(view: NewAppView, preset: Preset): Html {
  const value = (name: string) => ({ value: view.text(name), ...errorOf(view, name) })
  const name = { ...value('name'), value: view.text('name') || (preset.name ?? '') }
  return html`${field({ name: 'name', label: 'Name', type: 'text', autocomplete: 'off', maxLength: 100, hint: 'People read it when they are asked to allow the app.', ...name })}
${field({ name: 'publisher', label: 'Publisher', type: 'text', autocomplete: 'organization', maxLength: 100, optional: true, hint: 'Who makes it: you or your company.', ...value('publisher') })}
${field({ name: 'clientUri', label: 'Home page', type: 'url', autocomplete: 'off', maxLength: 2000, optional: true, hint: 'An https address.', ...value('clientUri') })}`
}

function askField({ name, label, hint, optional = false }: Ask, view: NewAppView): Html {
  const type = 'text'
  return field({
    name,
    label,
    type,
    hint,
    optional,
    autocomplete: 'off',
    value: view.text(name),
    ...errorOf(view, name),
  })
}

const uriHint =
  'One a line; the answer goes to exactly these. https, or http on this device and in the home network, or a scheme of your own as com.example.app:/callback.'

function redirectUris(view: NewAppView, preset: Preset): Html {
  if (!preset.asksRedirectUris) {
    return preset.redirectUris.length === 0
      ? html``
      : facts([
          {
            term: 'Redirect URIs',
            value: html`${preset.redirectUris.map((uri) => html`<code>${uri}</code><br>`)}`,
          },
        ])
  }
  const value = view.text('redirectUris') || preset.redirectUris.join('\n')
  const optional = dialects[preset.dialect].authorize.showsCode
  return textArea({
    name: 'redirectUris',
    label: 'Redirect URIs',
    hint: uriHint,
    rows: 3,
    isCode: true,
    optional,
    value,
    ...errorOf(view, 'redirectUris'),
  })
}

function secretChoice(view: NewAppView): Html {
  return radioCards({
    name: 'keepsSecret',
    label: 'Where does it run?',
    chosen: view.text('keepsSecret') || 'yes',
    choices: [
      { value: 'yes', title: 'On a server of yours', explanation: 'It can keep a secret, and gets one.' },
      {
        value: 'no',
        title: 'On people’s own devices, or in their browser',
        explanation: 'Nothing in it stays secret: it gets none, and PKCE protects it.',
      },
    ],
  })
}

function keyFields(view: NewAppView): Html {
  const keys = 'A JWK set (RFC 7517). The private half stays with your program.'
  return html`${textArea({ name: 'jwks', label: 'Public keys', hint: keys, rows: 4, isCode: true, optional: true, value: view.text('jwks'), ...errorOf(view, 'jwks') })}
${field({ name: 'jwksUri', label: 'Or their address', type: 'url', autocomplete: 'off', maxLength: 2000, optional: true, hint: 'A new key there is known at once.', value: view.text('jwksUri'), ...errorOf(view, 'jwksUri') })}`
}

function policyChoice(view: NewAppView): Html {
  const choices = (['default', 'openid'] as const).map((value) => ({
    value,
    title: policyWords[value].title,
    explanation: policyWords[value].text,
  }))
  return radioCards({
    name: 'policy',
    label: 'Security policy',
    choices,
    chosen: view.text('policy') || 'default',
    ...errorOf(view, 'policy'),
  })
}

function rules({ dialect, policy, group, keepsSecret }: Preset): Html {
  const words = [
    { term: `Dialect: ${dialectWords[dialect].title}`, value: dialectWords[dialect].text },
    ...(group === 'own' && keepsSecret !== 'key'
      ? []
      : [{ term: `Policy: ${policyWords[policy].title}`, value: policyWords[policy].text }]),
  ]
  return html`${facts(words)}<p class="small soft">Until an operator has verified it, only its developers and up to 25 people whom you invite can connect it.</p>`
}
