import { html, raw } from 'hono/html'
import type { Html } from '../../pages/html.ts'
import { loadHighlighter } from '../../samples/highlighter.ts'

/** Code with its tokens marked up; plain where the language is none of ours. */
export type Highlight = (code: string, language: string) => Html

/** The languages of the pages, loaded when the first one is asked for. */
export async function loadHighlight(): Promise<Highlight> {
  const [bash, json, http] = await Promise.all([
    loadHighlighter('bash'),
    loadHighlighter('json'),
    loadHighlighter('http'),
  ])
  const languages: Readonly<Record<string, Highlight>> = {
    bash: (code) => raw(bash(code)),
    json: (code) => raw(json(code)),
    http: (code) => {
      const [head = '', ...rest] = code.split('\n\n')
      const body = rest.join('\n\n')
      // A body is JSON or a form, never what the library would guess.
      const marked = /^[{[]/.test(body) ? raw(json(body)) : body
      return rest.length === 0 ? raw(http(head)) : html`${raw(http(head))}\n\n${marked}`
    },
  }
  return (code, language) => languages[language]?.(code, language) ?? html`${code}`
}
