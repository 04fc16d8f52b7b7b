import { html } from 'hono/html'
import { badge } from './badge.ts'
import { codeBlock } from './code-block.ts'
import type { Html } from './html.ts'

export interface WireView {
  /** The blocks get the ids `ID-request` and `ID-answer`. */
  readonly id: string
  /** What is asked for, such as `Token`: the labels are `Token request` and `Token answer`. */
  readonly title: string
  /** The request as it goes over the wire, line by line, secrets masked. */
  readonly request: string
  /** Absent while nothing has been sent. */
  readonly answer?: { readonly status: number; readonly text: string }
}

/** A request and its answer, as sent. */
export function wireView({ id, title, request, answer }: WireView): Html {
  return html`<div class="wire">${codeBlock({ id: `${id}-request`, label: `${title} request`, code: request })}${
    answer === undefined
      ? ''
      : codeBlock({
          id: `${id}-answer`,
          label: `${title} answer`,
          code: answer.text,
          badge: badge(answer.status < 400 ? 'good' : 'bad', String(answer.status)),
        })
  }</div>`
}
