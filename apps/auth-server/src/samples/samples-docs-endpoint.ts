import type { Context } from 'hono'
import type { ServerContext } from '../context.ts'
import { answerPage } from '../pages/answer-page.ts'
import { pageHeading } from '../pages/page-heading.ts'
import { siteFrame } from '../pages/site-frame.ts'
import { findSignedIn } from '../sessions/session.ts'
import { chosenSample } from './sample-choice.ts'
import { placeholderClient, sampleValues } from './sample-values.ts'
import { sampleScripts, samplesView } from './sample-view.ts'
import { showSample } from './show-sample.ts'

/** GET /docs/samples: the programs for everybody, with names where an app's own values go. */
export async function samplesDocsEndpoint(server: ServerContext, c: Context): Promise<Response> {
  const choice = chosenSample(c.req.query())
  const values = sampleValues(server.issuer, placeholderClient, choice.kind)
  const sample = await showSample(choice, { values, hasSecret: 'perhaps', offersField: false })
  const signedIn = await findSignedIn(server, c)
  const page = siteFrame({
    brand: server.brand,
    section: 'docs',
    title: 'Code samples',
    heading: pageHeading({
      title: 'Code samples',
      lead: 'Whole programs to copy and run. In the console, the Samples tab of your app fills in its own values.',
    }),
    trail: [{ title: 'Docs', href: '/docs' }],
    body: samplesView({ ...choice, sample }),
    visitor: signedIn?.account,
    scripts: sampleScripts,
  })
  return answerPage(server, c, page, { hasScripts: true })
}
