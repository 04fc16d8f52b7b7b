import { html } from 'hono/html'
import { type AppView, appAndBrand } from '../pages/app-view.ts'
import type { Brand } from '../pages/brand.ts'
import { foreignText } from '../pages/foreign-text.ts'
import { frame } from '../pages/frame.ts'
import type { Html } from '../pages/html.ts'

export interface NotGivenPageView {
  readonly brand: Brand
  readonly app: AppView
  readonly sentence: string
}

/** What stands where a code would have stood: an app without a redirect URI cannot be told. */
export function notGivenPage({ brand, app, sentence }: NotGivenPageView): Html {
  const body = html`<div class="card">
${appAndBrand(app, brand)}
<h1>${foreignText(app.name)} got no access</h1>
<p id="oauth-error">${sentence}</p>
<p class="soft">You can close this page. To connect the app after all, begin again in the app.</p>
</div>`
  return frame({ brand, title: 'No access given', body })
}
