import { html } from 'hono/html'
import { codeBlock } from '../pages/code-block.ts'
import { facts } from '../pages/facts.ts'
import type { Html } from '../pages/html.ts'
import { notice } from '../pages/notice.ts'
import { sectionHeading } from '../pages/page-heading.ts'
import { tabList } from '../pages/site-frame.ts'
import { languageIds, languages, type SampleKind, sampleKinds } from './languages.ts'
import { type SampleChoice, sampleHref } from './sample-choice.ts'

/** One program, ready to be shown. */
export interface ShownSample {
  readonly text: string
  readonly highlighted: Html
  /** What stands beside it in its folder. */
  readonly projectFiles: readonly { readonly name: string; readonly text: string }[]
  /** Commands, once and each time. */
  readonly install: readonly string[]
  readonly run: readonly string[]
  /** Whether a field offers to put the secret in. */
  readonly asksSecret: boolean
}

export interface SamplesView extends SampleChoice {
  /** The program, or a sentence why the app has none. */
  readonly sample: ShownSample | { readonly whyNot: string }
}

const kindTexts: Readonly<Record<SampleKind, { readonly title: string; readonly explanation: string }>> = {
  'authorization-code': {
    title: 'Authorization code',
    explanation:
      'A person signs in here and allows your app; it gets tokens for what that person shared. Start with this one.',
  },
  'client-credentials': {
    title: 'Client credentials',
    explanation: 'Your app gets a token of its own. Nobody has to allow it, and it opens nobody’s home.',
  },
  'refresh-token': {
    title: 'Refresh',
    explanation:
      'When an access token has expired, the refresh token buys the next one without asking the person again.',
  },
  'call-api': {
    title: 'Call the API',
    explanation: 'The access token goes with every call, in the Authorization header.',
  },
}

/** Links to every program, and the chosen one with what it takes to run it. Needs the scripts of `sampleScripts`. */
export function samplesView({ sample, ...choice }: SamplesView): Html {
  const { kind } = choice
  const kinds = sampleKinds.map((one) => ({
    title: kindTexts[one].title,
    href: sampleHref({ ...choice, kind: one }),
    current: one === kind,
  }))
  return html`${tabList('What the program does', kinds)}
${'whyNot' in sample ? notice({ kind: 'plain', text: sample.whyNot, id: 'no-sample' }) : shown(choice, sample)}`
}

export const sampleScripts = ['copy', 'fill-secret'] as const

function shown(choice: SampleChoice, sample: ShownSample): Html {
  const { files } = languages[choice.language]
  const label = files[choice.kind]
  return html`<p>${kindTexts[choice.kind].explanation}</p>
${languageLinks(choice)}
${sample.asksSecret ? secretField : ''}
${codeBlock({ id: 'sample-code', label, code: sample.text, highlighted: sample.highlighted })}
${sample.projectFiles.map(({ name, text }, at) => codeBlock({ id: `sample-file-${at}`, label: name, code: text }))}
${runs(choice, sample)}`
}

function languageLinks(choice: SampleChoice): Html {
  const links = languageIds.map((language) => ({
    title: languages[language].title,
    href: sampleHref({ ...choice, language }),
    current: language === choice.language,
  }))
  return tabList('Language', links)
}

/**
 * Hidden until its script is there. It has no form and no name, so nothing can send it; no `type="password"`, so that no
 * browser keeps it; and it is not spell-checked, which some browsers do elsewhere.
 */
const secretField = html`<div id="fill-secret" class="field" hidden>
<label for="sample-secret">Client secret (stays in this browser)</label>
<p class="hint" id="sample-secret-hint">It is put into the program below, here in your browser, and sent nowhere.</p>
<input id="sample-secret" type="text" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="sample-secret-hint" maxlength="1024">
</div>`

function runs({ language, kind }: SampleChoice, { projectFiles, install, run }: ShownSample): Html {
  const { needs, tested, files } = languages[language]
  const beside = projectFiles.map(({ name }) => html`, <code>${name}</code> beside it`)
  return html`<section class="card">${sectionHeading({
    title: 'Run it',
    lead: html`Save the program as <code>${files[kind]}</code> in a new folder${beside}.`,
  })}
${facts([
  { term: 'You need', value: needs },
  { term: 'Tested with', value: tested },
])}
${install.length === 0 ? '' : codeBlock({ id: 'sample-install', label: 'Install', code: install.join('\n') })}
${codeBlock({ id: 'sample-run', label: 'Run', code: run.join('\n') })}</section>`
}
