import { setImmediate } from 'node:timers/promises'
import type { ServerContext } from '../context.ts'
import { languageIds, languages, sampleKinds } from '../samples/languages.ts'
import { sampleHref } from '../samples/sample-choice.ts'
import type { ApiDescription } from './api-description.ts'
import { type DocumentFacts, documentFacts } from './document-facts.ts'
import { type DocumentPage, documentPages, readDocument, samplesPage } from './document-pages.ts'
import { fillIn } from './fill-in.ts'
import { type RenderedMarkdown, readSections, renderMarkdown } from './markdown/render-markdown.ts'
import { buildIndex, type Searchable, type SearchIndex } from './search/search-index.ts'

/** The pages as they read now. Rendered and indexed when first asked for, and anew when the operator adds scopes. */
export interface Collection {
  render(page: DocumentPage): Promise<RenderedMarkdown>
  index(): Promise<SearchIndex>
}

/** Answers the collection of this moment; `server` and `api` stay the same while the process lives. */
export function createCollection(
  server: ServerContext,
  api: ApiDescription | undefined,
): () => Promise<Collection> {
  let known: { readonly key: string; readonly collection: Collection } | undefined
  return async () => {
    const facts = await documentFacts(server, api)
    const key = JSON.stringify(facts.declaredScopes)
    if (known?.key !== key) known = { key, collection: collectionOf(facts) }
    return known.collection
  }
}

function collectionOf(facts: DocumentFacts): Collection {
  const rendered = new Map<string, Promise<RenderedMarkdown>>()
  let index: Promise<SearchIndex> | undefined
  return {
    render: (page) => {
      const made = rendered.get(page.path) ?? renderMarkdown(fillIn(readDocument(page), facts))
      rendered.set(page.path, made)
      return made
    },
    index: () => {
      index ??= indexOf(facts)
      return index
    },
  }
}

async function indexOf(facts: DocumentFacts): Promise<SearchIndex> {
  const documents: Searchable[] = []
  // One after the other, so that requests that wait come in between.
  for (const page of documentPages) {
    documents.push({ page, sections: await readSections(fillIn(readDocument(page), facts)) })
    await setImmediate()
  }
  return buildIndex([...documents, ...samples])
}

const samples: readonly Searchable[] = languageIds.map((language) => {
  const { title, needs, install, run, files } = languages[language]
  const summary = `A whole program in ${title}. ${needs}`
  const code = [...install, ...Object.values(files).map(run)].join(' ')
  const path = samplesPage.path + sampleHref({ language, kind: sampleKinds[0] })
  const page = { path, title: `${samplesPage.title}: ${title}`, summary }
  return { page, sections: [{ heading: undefined, text: sampleKinds.join(', '), code }] }
})
