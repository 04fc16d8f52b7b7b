import type { DocumentPage } from '../document-pages.ts'
import type { Section } from '../markdown/sections-of.ts'
import { tellingWordsOf, wordsOf } from './words-of.ts'

/** A place in the documentation that a query leads to. */
export interface Found {
  readonly href: string
  readonly pageTitle: string
  /** Absent for what stands above the first heading. */
  readonly heading: string | undefined
  readonly text: string
  readonly code: string
  /** The words of the place that the query met, in lower case. */
  readonly words: readonly string[]
}

export interface SearchIndex {
  /** The best first, twenty at most; nothing for a query without words. */
  find(query: string): readonly Found[]
}

/** One page, or one thing elsewhere, cut into what may be found. */
export interface Searchable {
  readonly page: Pick<DocumentPage, 'path' | 'title' | 'summary'>
  readonly sections: readonly Section[]
}

interface Place extends Omit<Found, 'words'> {
  readonly id: number
}

const mostFound = 20

/** Loaded when somebody searches for the first time. */
export async function buildIndex(documents: readonly Searchable[]): Promise<SearchIndex> {
  const { default: MiniSearch } = await import('minisearch')
  const places = placesOf(documents)
  const index = new MiniSearch<Place>({
    fields: ['heading', 'pageTitle', 'text', 'code'],
    tokenize: (text) => [...wordsOf(text)],
    searchOptions: {
      boost: { heading: 4, pageTitle: 2, code: 0.5 },
      prefix: (word) => word.length > 2,
      fuzzy: (word) => (word.length > 4 ? 0.2 : false),
      maxFuzzy: 2,
    },
  })
  index.addAll(places)
  return {
    find: (query) =>
      index
        .search(tellingWordsOf(query).join(' '))
        .slice(0, mostFound)
        .flatMap(({ id, match }) => {
          const place = places[Number(id)]
          return place === undefined ? [] : [{ ...place, words: Object.keys(match) }]
        }),
  }
}

function placesOf(documents: readonly Searchable[]): readonly Place[] {
  return documents
    .flatMap(({ page, sections }) =>
      sections.map(({ heading, text, code }, at) => ({
        href: heading === undefined ? page.path : `${page.path}#${heading.anchor}`,
        pageTitle: page.title,
        heading: heading?.text,
        text: at === 0 ? `${page.summary} ${text}` : text,
        code,
      })),
    )
    .map((place, id) => ({ id, ...place }))
}
