import { html } from 'hono/html'
import type { Role } from '../store/records.ts'
import { assetsOf, type LibraryName, type ScriptName } from './assets.ts'
import type { Brand } from './brand.ts'
import { foreignText } from './foreign-text.ts'
import type { Html } from './html.ts'
import type { Language } from './language.ts'
import { siteFrameWords } from './site-frame-words.ts'

/** The four sites that a person can move between. */
export type Section = 'home' | 'console' | 'operator' | 'docs'

/** Who is signed in, as the top of a page shows it. */
export interface Visitor {
  readonly email: string
  readonly roles: readonly Role[]
}

export interface Tab {
  readonly title: string
  readonly href: string
  readonly current: boolean
}

export interface SiteFrameView {
  readonly brand: Brand
  readonly section: Section
  /** Plain words of ours: history and task bars keep titles, so no name, code or token stands in one. */
  readonly title: string
  /** `pageHeading(…)`: stands above the tabs. Absent where the body brings its own `h1`. */
  readonly heading?: Html
  readonly body: Html
  readonly lang?: Language
  /** Absent when nobody is signed in. */
  readonly visitor?: Visitor | undefined
  /** The pages above this one, the outermost first. Names in them are what people wrote. */
  readonly trail?: readonly { readonly title: string; readonly href: string }[]
  /** The parts of what this page is about. */
  readonly tabs?: readonly Tab[]
  /** Modules that add comfort; the page must say and do all it has to without them. */
  readonly scripts?: readonly ScriptName[]
  /** Modules of others that these scripts need; they define a global each. */
  readonly libraries?: readonly LibraryName[]
}

const sections = [
  { section: 'home', href: '/home', role: undefined },
  { section: 'console', href: '/console', role: undefined },
  { section: 'docs', href: '/docs', role: undefined },
  { section: 'operator', href: '/operator', role: 'operator' },
] as const

/** The whole document of a page with navigation: console, home, operator, docs. */
export function siteFrame(view: SiteFrameView): Html {
  const { brand, title, body, lang = 'en' } = view
  const { style, icon } = assetsOf(brand)
  return html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} · ${brand.name}</title>
<link rel="icon" type="image/svg+xml" href="${icon.path}">
<link rel="stylesheet" href="${style.path}">
${comfort(view)}
</head>
<body class="site-page">
<a class="skip" href="#main">${siteFrameWords[lang].skip}</a>
${siteHeader(view)}
<main id="main" tabindex="-1">
${trail(view)}
${view.heading ?? ''}
${tabs(view)}
${body}
</main>
</body>
</html>`
}

/** Scripts wait for the page (`defer`, and modules do so anyway) and run in this order. */
function comfort({ brand, libraries = [], scripts = [] }: SiteFrameView): Html {
  const { library, script } = assetsOf(brand)
  return html`${libraries.map(
    (name) => html`<link rel="stylesheet" href="${library(name).style.path}">
<script defer src="${library(name).script.path}"></script>`,
  )}${scripts.map((name) => html`<script type="module" src="${script[name].path}"></script>`)}`
}

function siteHeader({ brand, section, visitor, lang = 'en' }: SiteFrameView): Html {
  const { icon } = assetsOf(brand)
  const words = siteFrameWords[lang]
  const shown = sections.filter(({ role }) => role === undefined || visitor?.roles.includes(role))
  return html`<header class="bar">
<a class="site" href="/"><img src="${brand.logoUrl ?? icon.path}" alt="" width="26" height="26"><span>${brand.name}</span></a>
<nav aria-label="${words.main}"><ul role="list">${shown.map(
    (item) =>
      html`<li><a href="${item.href}"${item.section === section ? html` aria-current="true"` : ''}>${words[item.section]}</a></li>`,
  )}</ul></nav>
${
  visitor === undefined
    ? html`<a class="enter" href="/login">${words.signIn}</a>`
    : html`<p class="who">${foreignText(visitor.email, 40)} <a href="/logout">${words.signOut}</a></p>`
}
</header>`
}

function trail({ trail: above = [], lang = 'en' }: SiteFrameView): Html {
  if (above.length === 0) return html``
  return html`<nav class="trail" aria-label="${siteFrameWords[lang].above}"><ol role="list">${above.map(
    ({ title, href }) => html`<li><a href="${href}">${foreignText(title, 60)}</a></li>`,
  )}</ol></nav>`
}

function tabs({ tabs: parts = [], lang = 'en' }: SiteFrameView): Html {
  return parts.length === 0 ? html`` : tabList(siteFrameWords[lang].parts, parts)
}

/** Links to the parts of one thing, the current one marked; `label` says aloud what they are parts of. */
export function tabList(label: string, parts: readonly Tab[]): Html {
  return html`<nav class="tabs" aria-label="${label}"><ul role="list">${parts.map(
    ({ title, href, current }) =>
      html`<li><a href="${href}"${current ? html` aria-current="page"` : ''}>${title}</a></li>`,
  )}</ul></nav>`
}
