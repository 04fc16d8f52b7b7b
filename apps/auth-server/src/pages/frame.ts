import { html } from 'hono/html'
import { assetsOf } from './assets.ts'
import type { Brand } from './brand.ts'
import type { Html } from './html.ts'
import type { Language } from './language.ts'
import { frameTexts } from './page-texts.ts'

export interface FrameView {
  readonly brand: Brand
  /** Plain words of ours: history and task bars keep titles, so no name, code or token stands in one. */
  readonly title: string
  readonly body: Html
  /** Absent on pages that exist in English only. */
  readonly lang?: Language
  /** `narrow` is a form or a question, `wide` is something to read. */
  readonly width?: 'narrow' | 'wide'
}

/** The whole document around a page's own content. */
export function frame({ brand, title, body, lang = 'en', width = 'narrow' }: FrameView): Html {
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
</head>
<body class="${width}">
<header class="site"><img src="${brand.logoUrl ?? icon.path}" alt="" width="32" height="32"><span>${brand.name}</span></header>
<main>${body}</main>
<footer class="foot"><p>${frameTexts[lang].footer(brand.name)}</p></footer>
</body>
</html>`
}
