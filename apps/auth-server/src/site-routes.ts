import { type Entrance, entrances, fresh, type PersonEndpoint } from './sessions/signed-in-page.ts'

/** A page for somebody who is signed in. */
export interface SiteRoute {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly entrance: Entrance
  readonly answer: PersonEndpoint
}

/** The page at a path, and where its form is posted: both have the same entrance. */
function form(
  path: string,
  entrance: Entrance,
  show: PersonEndpoint,
  take: PersonEndpoint,
): readonly SiteRoute[] {
  return [view(path, entrance, show), { method: 'POST', path, entrance, answer: take }]
}

function view(path: string, entrance: Entrance, answer: PersonEndpoint): SiteRoute {
  return { method: 'GET', path, entrance, answer }
}

const { home, console, operator } = entrances

/** Every page of home, console and operator; long because it is a table. What another person's id is in answers 404. */
export const siteRoutes: readonly SiteRoute[] = []
