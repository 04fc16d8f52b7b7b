// Long because it is a showcase: every builder of pages with navigation, in every state, as the browser tests see it.
import { html, raw } from 'hono/html'
import { type HomeChoice, wholeChoice } from '../home-access/home-choice.ts'
import { offerOf } from '../home-access/home-offer.ts'
import { connectionHomesBody } from '../homeowner/connection-homes-page.ts'
import { badge } from './badge.ts'
import type { Brand } from './brand.ts'
import { buttonForm } from './button-form.ts'
import { chartFrame } from './chart-frame.ts'
import { codeBlock } from './code-block.ts'
import { copyable, masked, secretOnce } from './copyable.ts'
import { dataTable } from './data-table.ts'
import { docsLayout } from './docs-layout.ts'
import { emptyState } from './empty-state.ts'
import { errorSummary } from './error-summary.ts'
import { facts, figures } from './facts.ts'
import { foreignText } from './foreign-text.ts'
import { field, hiddenFields } from './form.ts'
import { checkboxField, fieldset, radioCards, selectField, textArea } from './form-choices.ts'
import type { Html } from './html.ts'
import { itemList } from './item-list.ts'
import { notice } from './notice.ts'
import { pageHeading, sectionHeading } from './page-heading.ts'
import { hostileNames } from './page-variants.testing.ts'
import { pager } from './pager.ts'
import { searchForm } from './search-form.ts'
import { type SiteFrameView, siteFrame, tabList } from './site-frame.ts'
import { steps } from './steps.ts'
import { wireView } from './wire-view.ts'

/** Pages with navigation that use every builder, by name. */
export function siteVariants(brand: Brand): ReadonlyMap<string, Html> {
  const plain = everyPage(brand, { name: 'Warmth Planner', email: 'ada@home.example' }).map(
    ([name, page]) => [`site-${name}`, page] as const,
  )
  const hostile = hostileNames.flatMap((name, at) =>
    everyPage(brand, { name, email: name }).map(
      ([page, text]) => [`site-hostile-${at}-${page}`, text] as const,
    ),
  )
  return new Map([...plain, ...hostile])
}

interface Names {
  readonly name: string
  readonly email: string
}

function everyPage(brand: Brand, names: Names): readonly (readonly [string, Html])[] {
  const around = {
    brand,
    visitor: { email: names.email, roles: ['developer', 'operator'] },
    scripts: ['copy'],
  } as const
  return [
    ['list', listPage(around, names)],
    ['app', appPage(around, names)],
    ['form', formPage(around, names)],
    ['activity', activityPage(around, names)],
    ['try', tryPage(around, names)],
    ['docs', docsPage(around)],
    ['home', homePage(around, names)],
    ['homes', homesPage(around, names)],
  ]
}

/** A connection's homes: everything, single devices, nothing. */
function homesPage(around: Around, { name }: Names): Html {
  const homes = ['villa', 'cabin', 'plot'].map((id) => ({
    id,
    name,
    devices: ['thermostat', 'camera', 'lock'].map((type) => ({ id: type, name, type })),
  }))
  const states: readonly Partial<HomeChoice>[] = [
    {},
    { extent: 'chosen', devices: new Map([['camera', 'read']]), sensitive: ['camera'] },
    { extent: 'nothing' },
  ]
  const offer = offerOf(homes, ['structures:write', 'devices:write'])
  const choices = offer.map((home, at) => ({ ...wholeChoice(home), ...states[at] }))
  return siteFrame({
    ...around,
    section: 'home',
    title: 'Homes and devices',
    trail: [{ title: name, href: '/home/apps/1' }],
    heading: pageHeading({ title: 'Homes and devices' }),
    body: connectionHomesBody({
      ...{ lang: 'en', form, choices, problem: 'unknown' },
      cancelHref: '/home/apps/1',
      endHref: '/home/apps/1/remove',
    }),
  })
}

type Around = Pick<SiteFrameView, 'brand' | 'visitor' | 'scripts'>

const form = { action: '/console/apps/1', formToken: 'anti-forgery' }
const clientId = '7c1e5a90b4d24f6c8e1f'

const tile = (name: string) => foreignText([...name][0] ?? '')

function listPage(around: Around, { name }: Names): Html {
  const apps = [
    {
      title: foreignText(name),
      href: '/console/apps/1',
      tile: tile(name),
      detail: 'Standard · default policy',
      aside: badge('good', 'Verified'),
    },
    {
      title: 'Kitchen display',
      href: '/console/apps/2',
      tile: 'K',
      detail: 'Nest dialect · 3 homes connected',
      aside: badge('plain', 'Unverified'),
    },
    {
      title: 'Meter bridge',
      href: '/console/apps/3',
      tile: 'M',
      detail: 'NIBE dialect · last used 4 minutes ago',
      aside: badge('warn', 'Unsafe switch'),
    },
    { title: 'Old night shift', tile: 'O', detail: foreignText(name), aside: badge('bad', 'Suspended') },
  ]
  return siteFrame({
    ...around,
    section: 'console',
    title: 'Your apps',
    heading: pageHeading({
      title: 'Your apps',
      lead: 'Each app has its own credentials. You see those that you own or share.',
      actions: html`<a class="button main" href="/console/new">New app</a>`,
    }),
    body: html`${notice({ kind: 'good', title: 'The app is deleted.', text: 'Its tokens stopped working at once.', isAnswer: true })}
${searchForm({ action: '/console', label: 'Search your apps', value: name.slice(0, 40) })}
${itemList(apps, html``)}
${pager({ previousHref: '/console?page=1', nextHref: '/console?page=3', text: '21 to 40 of 212' })}
${itemList([], emptyState({ title: 'No app is shared with you', text: 'When another developer adds you to an app, it appears here.', action: html`<a class="button" href="/docs/sharing">How sharing works</a>` }))}`,
  })
}

function appPage(around: Around, { name, email }: Names): Html {
  return siteFrame({
    ...around,
    section: 'console',
    title: 'App overview',
    trail: [{ title: 'Your apps', href: '/console' }],
    heading: pageHeading({
      title: foreignText(name),
      badges: badge('plain', 'Unverified'),
      actions: buttonForm({ form, id: 'verify', label: 'Ask for verification' }),
    }),
    tabs: tabsOf('Overview'),
    body: html`${secretOnce({ id: 'new-secret', label: 'Client secret', value: 'lk_cs_Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFyYmE', text: html`Copy it now. It is shown only this once, and nobody can look it up later.` })}
${notice({ kind: 'warn', title: 'Credentials in the URL are allowed', text: html`They end up in logs. <a href="/docs/switches">How to turn this off</a>` })}
<section class="card">${sectionHeading({ title: 'Credentials' })}
${facts([
  {
    term: 'Client id',
    value: copyable({ id: 'client-id', label: 'Client id', value: clientId, showsLabel: false }),
  },
  { term: 'Client secret', value: html`${masked('a1')} <span class="soft">made 3 May 2026</span>` },
  { term: 'Publisher', value: foreignText(name) },
  { term: 'Owner', value: foreignText(email) },
])}
<div class="row">${buttonForm({ form, id: 'rotate', label: 'Make a second secret' })}${buttonForm({ form, id: 'end-secret', label: 'End this secret', about: 'ending in a1', kind: 'danger' })}</div></section>
<section class="card">${sectionHeading({ title: 'Authorization URL', lead: 'Send people here to ask for access.' })}
${copyable({ id: 'authorization-url', label: 'Authorization URL', value: `https://auth.example/oauth2/authorize?client_id=${clientId}&response_type=code&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&scope=devices%3Aread&state=STATE` })}</section>
${tabList('Languages', [
  { title: 'Python', href: '?language=python', current: true },
  { title: 'curl', href: '?language=curl', current: false },
])}
${codeBlock({ id: 'sample-python', label: 'token.py', code, highlighted: raw(highlighted) })}
<section class="card danger-zone">${sectionHeading({ title: 'Delete this app', lead: 'Everybody who connected it is disconnected at once.' })}
<form class="form" method="post" action="${form.action}">${hiddenFields(form)}${field({ name: 'confirm', label: 'Type DELETE to confirm', type: 'text', autocomplete: 'off' })}<div class="actions"><button class="button main danger">Delete</button></div></form></section>`,
  })
}

const tabsOf = (current: string) =>
  ['Overview', 'Samples', 'Try it', 'Activity', 'Settings'].map((title) => ({
    title,
    href: `/console/apps/1/${title.toLowerCase().replace(' ', '-')}`,
    current: title === current,
  }))

const code = `# Asks for a token; the long line goes on and on so that it has to scroll somewhere and not in the page.
import os

def token(client_id: str, retries=3):
    return {"id": client_id, "secret": os.environ["CLIENT_SECRET"]}
`
const highlighted = `<span class="hljs-comment"># Asks for a token; the long line goes on and on so that it has to scroll somewhere and not in the page.</span>
<span class="hljs-keyword">import</span> os

<span class="hljs-keyword">def</span> <span class="hljs-title">token</span>(<span class="hljs-variable">client_id</span>: <span class="hljs-built_in">str</span>, retries=<span class="hljs-number">3</span>):
    <span class="hljs-keyword">return</span> {<span class="hljs-attr">"id"</span>: client_id, <span class="hljs-string">"secret"</span>: os.environ[<span class="hljs-string">"CLIENT_SECRET"</span>]}
`

function formPage(around: Around, { name }: Names): Html {
  const wrong = 'A redirect URI cannot have a fragment. Take away “#top”.'
  return siteFrame({
    ...around,
    section: 'console',
    title: 'Problem: New app',
    trail: [{ title: 'Your apps', href: '/console' }],
    heading: pageHeading({ title: 'New app', lead: 'You can change all of this later.' }),
    body: html`<form class="form" method="post" action="/console/new">${hiddenFields(form)}
${errorSummary([
  { fieldId: 'redirect-uris', text: wrong },
  { fieldId: 'dialect', text: 'Choose how the app speaks.' },
])}
${field({ name: 'name', label: 'Name', type: 'text', autocomplete: 'off', hint: 'People see it when they are asked for access.', value: name.slice(0, 80) })}
${field({ name: 'homepage', label: 'Home page', type: 'url', autocomplete: 'off', optional: true })}
${textArea({ name: 'redirect-uris', label: 'Redirect URIs', hint: 'One a line. Answers are sent to these addresses only.', error: wrong, value: '\nhttps://app.example/callback#top', isCode: true })}
${selectField({
  name: 'platform',
  label: 'Platform',
  choices: [
    { value: '', title: 'None of these' },
    { value: 'alexa', title: 'Amazon Alexa' },
  ],
})}
${radioCards({
  name: 'dialect',
  label: 'How does it speak?',
  hint: 'New apps speak the standard.',
  error: 'Choose how the app speaks.',
  chosen: 'standard',
  choices: [
    { value: 'standard', title: 'Standard', explanation: 'OAuth 2.1 as every client library speaks it.' },
    {
      value: 'nest',
      title: 'Nest',
      explanation: 'For apps that were written for the Nest API and only change the host.',
    },
  ],
})}
${fieldset({
  legend: 'What it may ask for',
  name: 'scopes',
  body: html`${checkboxField({ name: 'scopes', id: 'scope-1', value: 'devices:read', title: 'See devices', explanation: 'Temperatures, modes and how they are set.', checked: true })}${checkboxField({ name: 'scopes', id: 'scope-2', value: 'devices:write', title: 'Control devices' })}`,
})}
<div class="actions"><button class="button main">Make the app</button><a class="button" href="/console">Cancel</a></div></form>`,
  })
}

function activityPage(around: Around, { name }: Names): Html {
  const hours = [9, 10, 11, 12].map((hour) => [`${hour}:00`, '1 204', '12', '3', '98.7 %', '41'])
  const hourly = (caption: string) =>
    dataTable({
      caption,
      showsCaption: false,
      columns: ['Hour', 'Tokens', 'Refreshes', 'Errors', 'Answered in time', 'People'].map((title, at) => ({
        title,
        kind: at === 0 ? 'text' : 'number',
      })),
      rows: hours,
      empty: 'Nothing happened yet.',
      narrow: 'scroll',
    })
  return siteFrame({
    ...around,
    section: 'console',
    title: 'Activity',
    libraries: ['uplot'],
    trail: [{ title: 'Your apps', href: '/console' }],
    heading: pageHeading({ title: foreignText(name) }),
    tabs: tabsOf('Activity'),
    body: html`${figures([
      { term: 'Requests today', value: '12 044' },
      { term: 'Errors', value: '31' },
      { term: 'People connected', value: '208' },
    ])}
${chartFrame({ id: 'requests', title: 'Requests per hour', table: hourly('Requests per hour') })}
${hourly('Errors per hour')}
${sectionHeading({ title: 'Last failures' })}
${dataTable({
  caption: 'Last failures',
  showsCaption: false,
  columns: [
    { title: 'When', kind: 'short' },
    { title: 'What went wrong' },
    { title: 'Id', kind: 'short' },
    { title: 'Action', kind: 'actions' },
  ],
  rows: [
    [
      '12:04:31',
      html`redirect_uri was <code>https://app.example/callback2</code>, registered is <code>https://app.example/callback</code>`,
      html`<code>7f3a9c21d4e8</code>`,
      html`<a class="button" href="/docs/errors">Cure<span class="unseen"> for 7f3a9c21d4e8</span></a>`,
    ],
    [
      '11:58:02',
      html`the secret ends in “${foreignText(name, 200)}”, the current ones end in b2 and c3`,
      html`<code>0b1c2d3e4f5a</code>`,
      html`<a class="button" href="/docs/errors">Cure<span class="unseen"> for 0b1c2d3e4f5a</span></a>`,
    ],
  ],
  empty: '',
})}
${dataTable({
  caption: 'Tokens by grant type',
  columns: [{ title: 'Grant' }, { title: 'Tokens', kind: 'number' }],
  rows: [
    ['Authorization code', '208'],
    ['Refresh', '11 836'],
  ],
  empty: '',
})}
${dataTable({ caption: 'None', columns: [{ title: 'None' }], rows: [], empty: 'No failure in the last seven days.' })}`,
  })
}

function tryPage(around: Around, { name }: Names): Html {
  const request = `POST /oauth2/token HTTP/1.1\nHost: auth.example\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=R7K2…&client_id=${clientId}&client_secret=••••a1&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback`
  const answer = { status: 200, text: '{\n  "access_token": "lk_at_1•••",\n  "expires_in": 3600\n}' }
  return siteFrame({
    ...around,
    section: 'console',
    title: 'Try it',
    trail: [{ title: 'Your apps', href: '/console' }],
    heading: pageHeading({ title: foreignText(name) }),
    tabs: tabsOf('Try it'),
    body: steps([
      {
        title: 'Ask for access',
        state: 'done',
        body: html`<p class="soft">You allowed it as ${foreignText(name)}.</p>`,
      },
      {
        title: 'Exchange the code',
        state: 'now',
        body: html`${wireView({ id: 'token', title: 'Token', request, answer })}${wireView({ id: 'refresh', title: 'Refresh', request, answer: { status: 400, text: '{ "error": "invalid_grant" }' } })}<div class="row">${buttonForm({ form, id: 'go', label: 'Call the device API', kind: 'main' })}</div>`,
      },
      { title: 'Call the device API', state: 'later', body: html`<p>With the token that you get.</p>` },
    ]),
  })
}

function docsPage(around: Around): Html {
  const pages = (titles: readonly string[]) =>
    titles.map((title, at) => ({
      title,
      href: `/docs/${title.toLowerCase().replaceAll(' ', '-')}`,
      current: title === 'Quick start' && at === 0,
    }))
  const body = html`<h1>Quick start</h1><p>From nothing to a working token in a minute.</p>
<h2 id="register">Register an app</h2><p>Open the <a href="/console">console</a> and press <strong>New app</strong>. Set <code>redirect_uri</code> to a page of yours.</p>
<ol><li>Copy the client id.</li><li>Copy the secret.<ul><li>It is shown once.</li></ul></li></ol>
<blockquote><p>A secret never belongs in a mobile app.</p></blockquote>
<h3>Errors</h3><div class="table scroll" role="region" aria-label="Errors" tabindex="0"><table><thead><tr><th>Error</th><th>What it means</th></tr></thead><tbody><tr><td><code>invalid_grant</code></td><td>The code has been used, or is too old, or belongs to another app.</td></tr></tbody></table></div>
${codeBlock({ id: 'quick-curl', label: 'Ask for a token', code: 'curl https://auth.example/oauth2/token -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials -d \'scope=devices:read\'\n' })}
<hr><h4>Further reading</h4><p>RFC 6749.</p>`
  return siteFrame({
    ...around,
    section: 'docs',
    title: 'Quick start',
    body: docsLayout({
      groups: [
        { title: 'Begin', pages: pages(['Quick start', 'Your first call', 'Words']) },
        { title: 'Flows', pages: pages(['Authorization code', 'Client credentials', 'Refresh']) },
      ],
      body,
    }),
  })
}

function homePage(around: Around, { name }: Names): Html {
  return siteFrame({
    ...around,
    section: 'home',
    lang: 'de',
    title: 'Mein Zuhause',
    heading: pageHeading({ title: 'Mein Zuhause' }),
    body: html`<div class="columns"><section class="card">${sectionHeading({ title: foreignText(name) })}
${facts([
  { term: 'Geräte', value: '7' },
  { term: 'Zeitzone', value: 'Europe/Stockholm' },
])}</section>
<section class="card"><h2>Verbundene Apps</h2>${itemList([{ title: foreignText(name), tile: 'W', detail: 'seit 3. Mai 2026', aside: buttonForm({ form, id: 'end-1', label: 'Trennen', about: 'Warmth Planner', kind: 'danger' }) }], html``)}</section></div>`,
  })
}
