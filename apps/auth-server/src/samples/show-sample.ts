import { highlight } from './highlight.ts'
import { languages, type SampleKind, type SampleLanguage } from './languages.ts'
import { type HasSecret, readSampleFile, renderSample, sampleText } from './render-sample.ts'
import type { SampleChoice } from './sample-choice.ts'
import type { SampleValues } from './sample-values.ts'
import type { ShownSample } from './sample-view.ts'

export interface SampleFilling {
  readonly values: SampleValues
  readonly hasSecret: HasSecret
  /** Whether the page may offer a field for the secret: it is somebody's, not everybody's. */
  readonly offersField: boolean
}

/** Everything that a page says of one program. */
export async function showSample(choice: SampleChoice, filling: SampleFilling): Promise<ShownSample> {
  const { language, kind } = choice
  const { values, hasSecret, offersField } = filling
  const found: SampleLanguage = languages[language]
  const segments = renderSample({ language, kind, values, hasSecret })
  const usesSecret = segments.some(({ isSecret }) => isSecret)
  const read = [...(usesSecret ? ['CLIENT_SECRET'] : []), ...variables[kind]]
  return {
    text: sampleText(segments),
    highlighted: await highlight(segments, found),
    projectFiles: found.projectFiles.map((name) => ({ name, text: readSampleFile(language, name) })),
    install: found.install,
    run: [...read.map(exported), found.run(found.files[kind])],
    asksSecret: offersField && usesSecret,
  }
}

/** What a program reads from its environment besides the secret. */
const variables: Readonly<Record<SampleKind, readonly string[]>> = {
  'authorization-code': [],
  'client-credentials': [],
  'refresh-token': ['REFRESH_TOKEN'],
  'call-api': ['ACCESS_TOKEN'],
}

function exported(name: string): string {
  return `export ${name}='YOUR_${name}'`
}
