import type { html } from 'hono/html'

/** A piece of a page: every value inside it has been escaped. */
export type Html = ReturnType<typeof html>
