import { html, raw } from 'hono/html'
import type { Html } from '../../pages/html.ts'
import { loadHighlighter } from '../../samples/highlighter.ts'

/** Code with its tokens marked up; plain where the language is none of ours. */
export type Highlight = (code: string, language: string) => Html

/** The method of a request line that goes on in the next line, which the library does not see. */
const brokenRequestLine = /^[A-Z]+(?= )/

/** The languages of the pages, loaded when the first one is asked for. */
export async function loadHighlight(): Promise<Highlight> {
  const [bash, json, http, js] = await Promise.all([
    loadHighlighter('bash'),
    loadHighlighter('json'),
    loadHighlighter('http'),
    loadHighlighter('javascript'),
  ])
  const languages: Readonly<Record<string, Highlight>> = {
    bash: (code) => raw(bash(code)),
    json: (code) => raw(json(code)),
    js: (code) => raw(js(code)),
    http: (code) => {
      const [head = '', ...rest] = code.split('\n\n')
      const body = rest.join('\n\n')
      const markedHead = raw(http(head).replace(brokenRequestLine, '<span class="hljs-keyword">$&</span>'))
      // A body is JSON or a form, never what the library would guess.
      const markedBody = /^[{[]/.test(body) ? raw(json(body)) : body
      return rest.length === 0 ? markedHead : html`${markedHead}\n\n${markedBody}`
    },
  }
  return (code, language) => languages[language]?.(code, language) ?? html`${code}`
}
