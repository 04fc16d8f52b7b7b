import { html } from 'hono/html'
import type { Role } from '../store/records.ts'
import { assetsOf, type ScriptName } from './assets.ts'
import type { Brand } from './brand.ts'
import { foreignText } from './foreign-text.ts'
import type { Html } from './html.ts'
import type { Language } from './language.ts'

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
}

const sections = [
  { section: 'home', title: 'My home', href: '/home', role: undefined },
  { section: 'console', title: 'Console', href: '/console', role: undefined },
  { section: 'docs', title: 'Docs', href: '/docs', role: undefined },
  { section: 'operator', title: 'Operator', href: '/operator', role: 'operator' },
] as const

/** The whole document of a page with navigation: console, home, operator, docs. */
export function siteFrame(view: SiteFrameView): Html {
  const { brand, title, body, lang = 'en', scripts = [] } = view
  const { style, icon, script } = assetsOf(brand)
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
${scripts.map((name) => html`<script type="module" src="${script[name].path}"></script>`)}
</head>
<body class="site-page">
<a class="skip" href="#main">Skip to the content</a>
${siteHeader(view)}
<main id="main">
${trail(view)}
${tabs(view)}
${body}
</main>
</body>
</html>`
}

function siteHeader({ brand, section, visitor }: SiteFrameView): Html {
  const { icon } = assetsOf(brand)
  const shown = sections.filter(({ role }) => role === undefined || visitor?.roles.includes(role))
  return html`<header class="bar">
<a class="site" href="/"><img src="${brand.logoUrl ?? icon.path}" alt="" width="32" height="32"><span>${brand.name}</span></a>
<nav aria-label="Main"><ul role="list">${shown.map(
    (item) =>
      html`<li><a href="${item.href}"${item.section === section ? html` aria-current="true"` : ''}>${item.title}</a></li>`,
  )}</ul></nav>
${visitor === undefined ? html`<a href="/login">Sign in</a>` : html`<p class="who"><span>${foreignText(visitor.email, 60)}</span> <a href="/logout">Sign out</a></p>`}
</header>`
}

function trail({ trail: above = [] }: SiteFrameView): Html {
  if (above.length === 0) return html``
  return html`<nav class="trail" aria-label="Breadcrumb"><ol role="list">${above.map(
    ({ title, href }) => html`<li><a href="${href}">${foreignText(title, 60)}</a></li>`,
  )}</ol></nav>`
}

function tabs({ tabs: parts = [] }: SiteFrameView): Html {
  if (parts.length === 0) return html``
  return html`<nav class="tabs" aria-label="Parts"><ul role="list">${parts.map(
    ({ title, href, current }) =>
      html`<li><a href="${href}"${current ? html` aria-current="page"` : ''}>${title}</a></li>`,
  )}</ul></nav>`
}
