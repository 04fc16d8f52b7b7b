import { dialects } from '@latchkey/dialects'
import { appSamplesView, renderedSample } from '../../apps/auth-server/src/samples/app-samples.ts'
import type { SampleChoice } from '../../apps/auth-server/src/samples/sample-choice.ts'
import { sampleClient, sampleSecret } from '../../apps/auth-server/src/store/contract/samples.testing.ts'
import type { Client } from '../../apps/auth-server/src/store/records.ts'
import type { SampleApp } from './sample-apps.ts'
import { type ShownProgram, shownProgram } from './shown-program.ts'

/** The program of an app as the page shows it. */
export async function programOf(issuer: string, app: SampleApp, choice: SampleChoice): Promise<ShownProgram> {
  return shownProgram(String(await appSamplesView({ issuer }, recordOf(app), choice)))
}

/** The same as the page that shows the secret once has it. */
export async function programWithSecret(
  issuer: string,
  app: SampleApp,
  choice: SampleChoice,
): Promise<ShownProgram> {
  const program = await programOf(issuer, app, choice)
  const secret = app.clientSecret ?? ''
  const { text } = await renderedSample({ issuer }, recordOf(app), { ...choice, secret })
  return { ...program, text }
}

function recordOf({ clientId, clientSecret, dialect = 'standard', ...declared }: SampleApp): Client {
  const { policy, grantTypes, deviceScopes } = dialects[dialect]
  return sampleClient({
    ...{ clientId, dialect, policy: policy as Client['policy'], overrides: {} },
    secrets: clientSecret === undefined ? [] : [sampleSecret()],
    redirectUris: declared.redirectUris ?? [],
    grantTypes: declared.grantTypes ?? grantTypes,
    scopes: declared.scopes ?? deviceScopes,
  })
}
