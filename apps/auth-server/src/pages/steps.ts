import { html } from 'hono/html'
import type { Html } from './html.ts'

export interface Step {
  readonly title: string
  readonly state: 'done' | 'now' | 'later'
  readonly body?: Html
}

const spoken = { done: 'Done: ', now: '', later: '' } as const

/** Things to do one after the other, numbered, with how far one has come. */
export function steps(list: readonly Step[]): Html {
  return html`<ol class="steps" role="list">${list.map(
    ({ title, state, body }) =>
      html`<li class="${state}"${state === 'now' ? html` aria-current="step"` : ''}><h2><span class="unseen">${spoken[state]}</span>${title}</h2>${body ?? ''}</li>`,
  )}</ol>`
}
