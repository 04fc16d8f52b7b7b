import { isPublic } from '../client-authentication/allowed-methods.ts'
import type { ServerContext } from '../context.ts'
import type { Html } from '../pages/html.ts'
import type { Client } from '../store/records.ts'
import { highlight } from './highlight.ts'
import { languages, type SampleKind, sampleKinds } from './languages.ts'
import { renderSample, sampleText, withSecret } from './render-sample.ts'
import { chosenSample, type SampleChoice } from './sample-choice.ts'
import { sampleValues } from './sample-values.ts'
import { samplesView } from './sample-view.ts'
import { showSample } from './show-sample.ts'
import { whyNoSample } from './why-no-sample.ts'

type Server = Pick<ServerContext, 'issuer'>

/** The samples of an app, filled in with its values: what a console's tab shows. `query` is that of the tab's address. */
export async function appSamplesView(
  server: Server,
  client: Client,
  query: { readonly language?: string | undefined; readonly kind?: string | undefined },
): Promise<Html> {
  const choice = chosenSample(query, firstKind(client))
  const whyNot = whyNoSample(client, choice.kind)
  if (whyNot !== undefined) return samplesView({ ...choice, sample: { whyNot } })
  const values = sampleValues(server.issuer, client, choice.kind)
  const hasSecret = !isPublic(client)
  return samplesView({
    ...choice,
    sample: await showSample(choice, { values, hasSecret, offersField: true }),
  })
}

/** What an app does first: ask a person where it can, else get a token of its own. */
function firstKind(client: Client): SampleKind {
  return sampleKinds.find((kind) => whyNoSample(client, kind) === undefined) ?? sampleKinds[0]
}

/** One program with the secret written into it, for the only page that shows the secret. */
export async function renderedSample(
  server: Server,
  client: Client,
  { language, kind, secret }: SampleChoice & { readonly secret: string },
): Promise<{ readonly text: string; readonly highlighted: Html }> {
  const values = sampleValues(server.issuer, client, kind)
  const segments = renderSample({ language, kind, values, hasSecret: true })
  const filled = withSecret(segments, secret, languages[language].quoting)
  return { text: sampleText(filled), highlighted: await highlight(filled, languages[language]) }
}
