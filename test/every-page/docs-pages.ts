import { documentGroups } from '../../apps/auth-server/src/documentation/document-pages.ts'
import type { PageEntry } from './page-entry.ts'

const written = documentGroups
  .flatMap((group) => group.pages)
  .map(({ path }) => ({ route: path, name: path.slice(1).replaceAll('/', '-'), as: 'nobody' }) as const)

export const docsPages: readonly PageEntry[] = [
  ...written.filter(({ route }) => route !== '/docs/samples'),
  { route: '/docs/samples', name: 'docs-samples', as: 'nobody' },
  {
    route: '/docs/search',
    name: 'docs-search',
    as: 'developer',
    path: ({ names }) => `/docs/search?q=${encodeURIComponent(`token ${names.app}`)}`,
  },
  { route: '/docs/search', name: 'docs-search-empty', as: 'nobody', path: () => '/docs/search?q=xyzzyplugh' },
]
