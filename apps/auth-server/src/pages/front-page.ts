import { html } from 'hono/html'
import type { Brand } from './brand.ts'
import { foreignText } from './foreign-text.ts'
import { frame } from './frame.ts'
import type { Html } from './html.ts'

export interface FrontPageView {
  readonly brand: Brand
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

export function frontPage({ brand, links, account, signInHref }: FrontPageView): Html {
  const body = html`<div class="card">
<div class="lead">
<h1>Your home, shared on your terms</h1>
<p class="soft">This server lets apps reach a connected home with its owner's permission. An app never sees your
password: you sign in here, read who asks for what, and accept or deny. What you accept you can take back.</p>
</div>
<div class="section account">${account === undefined ? signIn(signInHref) : signedIn(account)}</div>
</div>
${links.length === 0 ? '' : html`<section class="card"><h2>For developers</h2><ul class="links" role="list">${links.map(link)}</ul></section>`}`
  return frame({ brand, title: 'Welcome', body, width: 'wide' })
}

function signIn(href: string): Html {
  return html`<p>Nobody is signed in on this browser.</p><a class="button main" href="${href}">Sign in</a>`
}

function signedIn({ email, signOutHref }: { readonly email: string; readonly signOutHref: string }): Html {
  return html`<p>Signed in as <strong>${foreignText(email, 120)}</strong></p><a class="button" href="${signOutHref}">Sign out</a>`
}

function link({ title, href, detail }: FrontPageLink): Html {
  return html`<li><a href="${href}">${title}<span>${detail}</span></a></li>`
}
