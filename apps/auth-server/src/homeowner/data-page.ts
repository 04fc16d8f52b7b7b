import { html } from 'hono/html'
import type { Html } from '../pages/html.ts'
import type { Language } from '../pages/language.ts'
import { accountTexts } from './account-texts.ts'
import { homeTexts } from './home-texts.ts'

export function dataBody(lang: Language): Html {
  const { lead, parts, format, download } = accountTexts[lang].data
  return html`<section class="card"><p>${lead}</p>
<ul class="list ticks" role="list">${Object.values(parts).map((part) => html`<li><p>${part}</p></li>`)}</ul>
<p class="soft">${format}</p>
<div class="actions"><a class="button main" id="download" href="/home/data.json">${download}</a>
<a class="button" href="/home/account">${homeTexts[lang].cancel}</a></div></section>`
}
