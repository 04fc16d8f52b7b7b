import { cors } from 'hono/cors'

/**
 * Answers a browser that asks whether a program of another origin may call (Fetch standard, CORS preflight). The answers
 * themselves bring their `Access-Control-Allow-Origin`: Hono's middleware would copy every one of them to add it.
 */
export const preflight = cors({ origin: '*', allowMethods: ['GET', 'POST', 'PUT', 'DELETE'], maxAge: 86_400 })
