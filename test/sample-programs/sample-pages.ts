import { dialects } from '@latchkey/dialects'
import { renderedSample } from '../../apps/auth-server/src/samples/app-samples.ts'
import { type SampleChoice, sampleHref } from '../../apps/auth-server/src/samples/sample-choice.ts'
import { sampleClient } from '../../apps/auth-server/src/store/contract/samples.testing.ts'
import { anna } from '../definition.ts'
import { hiddenFields, newVisitor } from '../sign-in.ts'
import type { SampleApp } from './sample-apps.ts'
import { type ShownProgram, shownProgram } from './shown-program.ts'

/** What a developer sees of the samples of each of her apps. */
export interface SamplePages {
  /** The program in the tab of the console. */
  program(app: SampleApp, choice: SampleChoice): Promise<ShownProgram>
  /** The same with the secret in it, as it is shown once. */
  programWithSecret(app: SampleApp, choice: SampleChoice): Promise<ShownProgram>
}

/** Signs the owner of the apps in. */
export async function openSamplePages(issuer: string): Promise<SamplePages> {
  const visitor = newVisitor(issuer)
  const form = hiddenFields(await (await visitor.get('/login')).text(), 'login-form')
  await visitor.post('/login', { ...form, ...anna })
  const program = async (app: SampleApp, choice: SampleChoice) => {
    const tab = `/console/apps/${encodeURIComponent(app.clientId)}/samples`
    const response = await visitor.get(tab + sampleHref(choice))
    const page = await response.text()
    if (response.status !== 200) throw new Error(`${tab} answered ${response.status}: ${page}`)
    return shownProgram(page)
  }
  return {
    program,
    programWithSecret: async (app, choice) => {
      const { clientId, clientSecret: secret = '', redirectUris = [] } = app
      const scopes = app.scopes ?? dialects.standard.deviceScopes
      const client = sampleClient({ clientId, redirectUris, scopes, dialect: 'standard' })
      const { text } = await renderedSample({ issuer }, client, { ...choice, secret })
      return { ...(await program(app, choice)), text }
    },
  }
}
