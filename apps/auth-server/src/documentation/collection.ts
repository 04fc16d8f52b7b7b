import type { ServerContext } from '../context.ts'
import { languageIds, languages, sampleKinds } from '../samples/languages.ts'
import { sampleHref } from '../samples/sample-choice.ts'
import type { ApiDescription } from './api-description.ts'
import { type DocumentFacts, documentFacts } from './document-facts.ts'
import { type DocumentPage, documentPages, readDocument, samplesPage } from './document-pages.ts'
import { fillIn } from './fill-in.ts'
import { type RenderedMarkdown, renderMarkdown } from './markdown/render-markdown.ts'
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
  const render = (page: DocumentPage) => {
    const made = rendered.get(page.path) ?? renderMarkdown(fillIn(readDocument(page), facts))
    rendered.set(page.path, made)
    return made
  }
  let index: Promise<SearchIndex> | undefined
  return {
    render,
    index: () => {
      index ??= indexOf(render)
      return index
    },
  }
}

async function indexOf(render: Collection['render']): Promise<SearchIndex> {
  const documents = documentPages.map(async (page) => ({ page, sections: (await render(page)).sections }))
  return buildIndex([...(await Promise.all(documents)), ...samples])
}

const samples: readonly Searchable[] = languageIds.map((language) => {
  const { title, needs, install, run, files } = languages[language]
  const summary = `A whole program in ${title}. ${needs}`
  const code = [...install, ...Object.values(files).map(run)].join(' ')
  const path = samplesPage.path + sampleHref({ language, kind: sampleKinds[0] })
  const page = { path, title: `${samplesPage.title}: ${title}`, summary }
  return { page, sections: [{ heading: undefined, text: sampleKinds.join(', '), code }] }
})
