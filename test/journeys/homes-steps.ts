import assert from 'node:assert/strict'
import { hiddenFields, type Visitor } from '../sign-in.ts'
import { pageText } from './home-steps.ts'

/** Two people; one has two homes with a device of every kind that matters here. */
export const homesOfAnna = [
  {
    id: 'villa',
    name: 'Villa',
    owner: 'anna@example.com',
    timeZone: 'Europe/Stockholm',
    devices: [
      { id: 'hall', name: 'Hall', type: 'thermostat' },
      { id: 'pump', name: 'Pump', type: 'heat_pump' },
      { id: 'eye', name: 'Eye', type: 'camera' },
      { id: 'door', name: 'Door', type: 'lock' },
    ],
  },
  {
    id: 'cabin',
    name: 'Cabin',
    owner: 'anna@example.com',
    timeZone: 'Europe/Stockholm',
    devices: [{ id: 'stove', name: 'Stove', type: 'thermostat' }],
  },
] as const

export type Fields = Readonly<Record<string, string>>

/** What the page sends when only this one device may be seen. */
export const onlyPump: Fields = {
  'extent.villa': 'chosen',
  'device.villa.pump': 'read',
  'extent.cabin': 'nothing',
}

/** What a browser would send of a form as it stands: every field, ticked or chosen. */
export function shownFields(page: string, formId: string): Record<string, string> {
  const form =
    new RegExp(`<form[^>]*id="${formId}"[\\s\\S]*?</form>`).exec(page)?.[0] ?? assert.fail(`no ${formId}`)
  const fields = hiddenFields(page, formId)
  const inputs = form.matchAll(
    /<input type="(radio|checkbox)" name="([^"]+)"(?: value="([^"]+)")?( checked)?>/g,
  )
  for (const [, , name = '', value = 'on', checked] of inputs) if (checked !== undefined) fields[name] = value
  for (const [, name = '', options = ''] of form.matchAll(/<select name="([^"]+)">([\s\S]*?)<\/select>/g)) {
    const [, chosen = 'none'] = /<option value="([^"]+)" selected>/.exec(options) ?? []
    fields[name] = chosen
  }
  return fields
}

/** The path of the page where the homes of the app's only connection are chosen. */
export async function homesPathOf(visitor: Visitor, clientId: string): Promise<string> {
  const page = await pageText(visitor, `/home/apps/${clientId}`)
  return /href="([^"]*\/homes\/[^"]+)"/.exec(page)?.[1] ?? assert.fail(`no homes to change: ${page}`)
}

/** What an API answers to a token. */
export interface Answered {
  readonly status: number
  readonly challenge: string | null
  readonly json: unknown
}

export async function call(
  issuer: string,
  token: string,
  path: string,
  change?: { readonly method: 'PATCH' | 'PUT' | 'POST'; readonly body: object },
): Promise<Answered> {
  const answer = await fetch(issuer + path, {
    ...(change !== undefined && { method: change.method, body: JSON.stringify(change.body) }),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  })
  const text = await answer.text()
  return {
    status: answer.status,
    challenge: answer.headers.get('www-authenticate'),
    json: text === '' ? undefined : JSON.parse(text),
  }
}
