import assert from 'node:assert/strict'
import { hiddenFields, newVisitor, type Visitor } from '../sign-in.ts'

/** Signs in on the sign-in page; the visitor keeps the session. */
export async function signedIn(
  issuer: string,
  person: { readonly email: string; readonly password: string },
): Promise<Visitor> {
  const visitor = newVisitor(issuer)
  const page = await (await visitor.get('/login')).text()
  const response = await visitor.post('/login', { ...hiddenFields(page, 'login-form'), ...person })
  assert.equal(response.status, 303)
  return visitor
}

/** Makes an account as a stranger does who comes from the console. */
export async function newDeveloper(issuer: string, email: string): Promise<Visitor> {
  const visitor = newVisitor(issuer)
  const page = await (await visitor.get('/sign-up?next=/console')).text()
  const fields = { name: 'Devin', email, password: 'four rather unusual words' }
  const response = await visitor.post('/sign-up', { ...hiddenFields(page, 'sign-up-form'), ...fields })
  assert.equal(response.headers.get('location'), '/console')
  return visitor
}

type Fields = Readonly<Record<string, string | readonly string[]>>

/** Fills in a form as its page shows it, boxes and choices included, and sends it with some fields changed. */
export async function submit(
  visitor: Visitor,
  path: string,
  formId: string,
  fields: Fields = {},
): Promise<{ readonly response: Response; readonly page: string }> {
  const shown = await (await visitor.get(path)).text()
  const { action, sent } = formOn(shown, formId)
  for (const [name, value] of Object.entries(fields)) {
    sent.delete(name)
    for (const one of [value].flat()) sent.append(name, one)
  }
  const response = await visitor.post(action, sent as unknown as Record<string, string>)
  return { response, page: await response.text() }
}

function formOn(page: string, formId: string): { readonly action: string; readonly sent: URLSearchParams } {
  const form = new RegExp(`<form[^>]*id="${formId}"[\\s\\S]*?</form>`).exec(page)?.[0]
  if (form === undefined) assert.fail(`no form ${formId} on the page`)
  const sent = new URLSearchParams()
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const [name, value, type] = ['name', 'value', 'type'].map((attribute) => attributeOf(tag, attribute))
    const isOff = (type === 'checkbox' || type === 'radio') && !/\schecked/.test(tag)
    if (name !== undefined && !isOff) sent.append(name, value ?? '')
  }
  for (const [, name = '', text = ''] of form.matchAll(
    /<textarea[^>]*name="([^"]*)"[^>]*>\n?([\s\S]*?)<\/textarea>/g,
  ))
    sent.append(name, plain(text))
  for (const [, name = '', options = ''] of form.matchAll(
    /<select[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g,
  )) {
    const chosen =
      /<option value="([^"]*)" selected>/.exec(options) ?? /<option value="([^"]*)"/.exec(options)
    sent.append(name, plain(chosen?.[1] ?? ''))
  }
  return { action: attributeOf(form, 'action') ?? assert.fail('no action'), sent }
}

function attributeOf(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return found === undefined ? undefined : plain(found)
}

/** What stands on a page as text. */
export function plain(html: string): string {
  return html
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
}

/** The text of the element with this id. */
export function textOf(page: string, id: string): string {
  const found = new RegExp(`id="${id}"[^>]*>([^<]*)<`).exec(page)?.[1]
  return plain(found ?? assert.fail(`there is no #${id}`))
}

export interface NewApp {
  readonly clientId: string
  readonly secret: string | undefined
  readonly path: string
}

export async function registerApp(visitor: Visitor, preset: string, fields: Fields = {}): Promise<NewApp> {
  const { response, page } = await submit(visitor, `/console/new?preset=${preset}`, 'new-app-form', {
    name: `My ${preset}`,
    ...fields,
  })
  assert.equal(response.status, 200, page)
  const clientId = textOf(page, 'client-id')
  const secret = page.includes('id="client-secret"') ? textOf(page, 'client-secret') : undefined
  return { clientId, secret, path: `/console/apps/${clientId}` }
}
