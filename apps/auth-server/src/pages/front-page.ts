import { html } from 'hono/html'
import type { Brand } from './brand.ts'
import { foreignText } from './foreign-text.ts'
import { frame } from './frame.ts'
import { frontTexts } from './front-texts.ts'
import type { Html } from './html.ts'
import type { Language } from './language.ts'
import { siteFrameWords } from './site-frame-words.ts'

export interface FrontPageView {
  readonly brand: Brand
  readonly lang: Language
  /** What they lead to is English, and so are they. */
  readonly links: readonly FrontPageLink[]
  /** Who is signed in; absent when nobody is. */
  readonly account?: { readonly email: string; readonly signOutHref: string }
  readonly signInHref: string
}

export interface FrontPageLink {
  readonly title: string
  readonly href: string
  readonly detail: string
}

export function frontPage(view: FrontPageView): Html {
  const { brand, lang, links } = view
  const text = frontTexts[lang]
  const body = html`<div class="card">
<div class="lead">
<h1>${text.heading}</h1>
<p class="soft">${text.lead}</p>
</div>
<div class="section account">${account(view)}</div>
</div>
${links.length === 0 ? '' : html`<section class="card"><h2>${text.forDevelopers}</h2><ul class="links" role="list" lang="en">${links.map(link)}</ul></section>`}`
  return frame({ brand, lang, title: text.title, body, width: 'wide' })
}

function account({ lang, account, signInHref }: FrontPageView): Html {
  const text = frontTexts[lang]
  if (account === undefined) {
    return html`<p>${text.nobody}</p><a class="button main" href="${signInHref}">${text.signIn}</a>`
  }
  const { email, signOutHref } = account
  return html`<p>${text.signedInAs(html`<strong>${foreignText(email, 120)}</strong>`)}</p>
<div class="row"><a class="button main" href="/home">${siteFrameWords[lang].home}</a><a class="button" href="${signOutHref}">${text.signOut}</a></div>`
}

function link({ title, href, detail }: FrontPageLink): Html {
  return html`<li><a href="${href}">${title}<span>${detail}</span></a></li>`
}
