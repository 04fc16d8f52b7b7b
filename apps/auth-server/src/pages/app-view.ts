import { html } from 'hono/html'
import { assetsOf } from './assets.ts'
import type { Brand } from './brand.ts'
import { foreignText, tamed } from './foreign-text.ts'
import type { Html } from './html.ts'
import type { Language } from './language.ts'
import { appTexts } from './page-texts.ts'
import { webLink } from './web-link.ts'

/** An app as a person sees it. Its name and publisher are what its developer wrote. */
export interface AppView {
  readonly name: string
  readonly publisher?: string
  /** Whether an operator has checked who is behind it. */
  readonly verified: boolean
  /** Shown when they are addresses of the web. */
  readonly homepage?: string
  readonly privacyPolicy?: string
  readonly terms?: string
  /** Nobody registered it: a program did, and said so of itself. */
  readonly registeredItself?: boolean
  /** The path of its image on this server; never an address elsewhere, which would learn who looks. */
  readonly logo?: string
}

/** The app's logo or first letter beside the brand's sign; decoration only. */
export function appAndBrand(app: AppView, brand: Brand): Html {
  return html`<div class="pair" aria-hidden="true"><span class="tile">${appSign(app)}</span><span class="dots"></span><span class="tile"><img src="${brand.logoUrl ?? assetsOf(brand).icon.path}" alt=""></span></div>`
}

function appSign({ name, logo }: AppView): Html {
  return logo === undefined ? html`<bdi>${appInitial(name)}</bdi>` : html`<img src="${logo}" alt="">`
}

/** The app's own pages, as far as they are addresses of the web. */
export function appLinks({ homepage, privacyPolicy, terms }: AppView, lang: Language): readonly Html[] {
  const text = appTexts[lang]
  const pages = [
    { title: text.homePage, href: webLink(homepage) },
    { title: text.privacyPolicy, href: webLink(privacyPolicy) },
    { title: text.terms, href: webLink(terms) },
  ]
  return pages.flatMap(({ title, href }) =>
    href === undefined
      ? []
      : [html`<a href="${href}" rel="noopener noreferrer nofollow" target="_blank">${title}</a>`],
  )
}

/** `by Acme`, and whether that is known to be true. */
export function publishedBy({ publisher, verified }: AppView, lang: Language = 'en'): Html {
  const text = appTexts[lang]
  const by = publisher === undefined ? text.publisherUnknown : text.by(foreignText(publisher))
  const badge = verified
    ? html`<span class="badge">${text.verified}</span>`
    : html`<span class="badge warn">${text.notVerified}</span>`
  return html`<p class="soft">${by} ${badge}</p>`
}

/** The first letter of an app's name, for its tile. */
export function appInitial(name: string): string {
  return /[\p{L}\p{N}]/u.exec(tamed(name))?.[0].toUpperCase() ?? '?'
}
