import { dialects } from '@latchkey/dialects'
import type { ScopeHierarchy } from '@latchkey/resource-kit'
import { type Context, Hono } from 'hono'
import { answerAuthorizeError, answerErrorPage, answerJson } from './answer-errors.ts'
import { authorizeEndpoint, authorizeFormEndpoint } from './authorize/authorize-endpoint.ts'
import { pushedRequestEndpoint } from './authorize/pushed-request-endpoint.ts'
import { clientEndpoint } from './client-endpoint.ts'
import { consentFormEndpoint } from './consent/consent-endpoint.ts'
import type { ServerContext } from './context.ts'
import type { Send } from './developer-console/send-to-self.ts'
import {
  authorizePaths,
  deauthorizePaths,
  endpoints,
  openIdMetadata,
  serverMetadata,
  tokenPaths,
} from './discovery/metadata.ts'
import { jwksEndpoint, metadataEndpoint } from './discovery/metadata-endpoint.ts'
import type { ApiDescription } from './documentation/api-description.ts'
import { createDocumentation } from './documentation/documentation.ts'
import { apiMetadataEndpoint } from './gateway/encode-api-metadata.ts'
import { gatewayEndpoint } from './gateway/gateway-endpoint.ts'
import { apiMetadataRoute, gatewayPath } from './gateway/gateway-paths.ts'
import { deauthorizeEndpoint } from './inspection/deauthorize-endpoint.ts'
import { introspectionEndpoint } from './inspection/introspection-endpoint.ts'
import { revocationEndpoint } from './inspection/revocation-endpoint.ts'
import { userinfoEndpoint } from './inspection/userinfo-endpoint.ts'
import { loginEndpoint, loginFormEndpoint } from './login/login-endpoint.ts'
import { resetEndpoint, resetFormEndpoint } from './login/reset-endpoint.ts'
import { signUpEndpoint, signUpFormEndpoint } from './login/sign-up-endpoint.ts'
import { logoEndpoint } from './logos/logo-endpoint.ts'
import { answerLogoutError } from './logout/answer-logout-error.ts'
import { endSessionEndpoint, endSessionFormEndpoint } from './logout/end-session-endpoint.ts'
import { logoutEndpoint, logoutFormEndpoint } from './logout/logout-endpoint.ts'
import { methodNotAllowed } from './method-not-allowed.ts'
import { assetResponse } from './pages/assets.ts'
import { frontEndpoint } from './pages/front-endpoint.ts'
import { notFound } from './pages/not-found.ts'
import { preflight } from './preflight.ts'
import {
  deleteClientEndpoint,
  readClientEndpoint,
  updateClientEndpoint,
} from './registration/configuration-endpoints.ts'
import { registrationEndpoint } from './registration/registration-endpoint.ts'
import { samplesDocsEndpoint } from './samples/samples-docs-endpoint.ts'
import { signedInPage } from './sessions/signed-in-page.ts'
import { siteRoutesOver } from './site-routes.ts'
import { tokenEndpoint } from './token/token-endpoint.ts'

type PageEndpoint = (server: ServerContext, c: Context) => Promise<Response>

/** What the server may be told of the world around it. */
export interface AuthServerOptions {
  /** How the API describes itself whose tokens these are; the documentation shows it. */
  readonly apiDescription?: ApiDescription
  /** Everything that answers at the issuer, the API too; this server alone unless given. */
  readonly send?: Send
  /** Which scope includes which, for APIs behind the gateway too. */
  readonly scopeHierarchy?: ScopeHierarchy
}

/** Every route on one page; long because it is a table. */
export function createAuthServer(
  server: ServerContext,
  { apiDescription, send, scopeHierarchy = {} }: AuthServerOptions = {},
): Hono {
  const app = new Hono()
  const docs = createDocumentation(server, apiDescription)
  const page = (answer: PageEndpoint) =>
    pageHandler(server, answer, (c, error) => answerErrorPage(server, c, error))
  const program = (answer: PageEndpoint) =>
    pageHandler(server, answer, (c, error) => answerJson(server, c, error, dialects.standard))
  const authorize = (answer: PageEndpoint) =>
    pageHandler(server, answer, (c, error) => answerAuthorizeError(server, c, error))
  const logout = (answer: PageEndpoint) =>
    pageHandler(server, answer, (c, error) => answerLogoutError(server, c, error))
  const { issuer, keys } = server
  const clientPath = `${endpoints.register}/:clientId`

  // For programs
  const open = [
    ...tokenPaths,
    ...deauthorizePaths,
    endpoints.revoke,
    endpoints.par,
    endpoints.userinfo,
    endpoints.jwks,
    ...(server.registration === 'open' ? [endpoints.register] : []),
    clientPath,
    '/.well-known/oauth-authorization-server',
    '/.well-known/openid-configuration',
    apiMetadataRoute,
  ]
  app.on('OPTIONS', open, preflight)
  app.on(['GET', 'POST'], [...tokenPaths], clientEndpoint(server, tokenEndpoint))
  app.post(endpoints.introspect, clientEndpoint(server, introspectionEndpoint, dialects.standard))
  app.post(endpoints.revoke, clientEndpoint(server, revocationEndpoint, dialects.standard))
  app.post(endpoints.par, clientEndpoint(server, pushedRequestEndpoint, dialects.standard))
  for (const path of deauthorizePaths) app.delete(path, program(deauthorizeEndpoint))
  app.on(['GET', 'POST'], endpoints.userinfo, program(userinfoEndpoint))
  app.get(endpoints.jwks, () => jwksEndpoint(keys))
  app.get('/.well-known/oauth-authorization-server', () => metadataEndpoint(serverMetadata(issuer, server)))
  app.get('/.well-known/openid-configuration', () => metadataEndpoint(openIdMetadata(issuer, server)))
  if (server.registration === 'open') app.post(endpoints.register, program(registrationEndpoint))
  app.get(clientPath, program(readClientEndpoint))
  app.put(clientPath, program(updateClientEndpoint))
  app.delete(clientPath, program(deleteClientEndpoint))

  // For proxies
  app.all(`${gatewayPath}/:apiId/*`, program(gatewayEndpoint(scopeHierarchy)))
  app.get(apiMetadataRoute, program(apiMetadataEndpoint))

  // For people
  for (const path of authorizePaths) {
    app.get(path, authorize(authorizeEndpoint))
    app.post(path, authorize(authorizeFormEndpoint))
  }
  app.get('/login', page(loginEndpoint))
  app.post('/login', page(loginFormEndpoint))
  app.get('/sign-up', page(signUpEndpoint))
  app.post('/sign-up', page(signUpFormEndpoint))
  app.post('/consent', page(consentFormEndpoint))
  app.get('/logout', page(logoutEndpoint))
  app.post('/logout', logout(logoutFormEndpoint))
  app.get(endpoints.logout, logout(endSessionEndpoint))
  app.post(endpoints.logout, logout(endSessionFormEndpoint))
  app.get('/reset', page(resetEndpoint))
  app.post('/reset', page(resetFormEndpoint))
  app.get('/logos/:clientId', page(logoEndpoint))
  app.get('/', page(frontEndpoint))
  for (const path of docs.paths) app.get(path, page(docs.read))
  app.get('/docs/search', page(docs.search))
  app.get('/docs/samples', page(samplesDocsEndpoint))
  for (const { method, path, entrance, answer } of siteRoutesOver(send ?? app.fetch))
    app.on(method, path, page(signedInPage(entrance, answer, notFound)))
  app.get(
    '/assets/*',
    (c) => assetResponse(server.brand, c.req.path, c.req.header('accept-encoding')) ?? notFound(server, c),
  )

  app.all('*', (c) => methodNotAllowed(app, c) ?? notFound(server, c))
  app.onError((error, c) => answerErrorPage(server, c, error))
  return app
}

function pageHandler(
  server: ServerContext,
  answer: PageEndpoint,
  answerError: (c: Context, error: unknown) => Response | Promise<Response>,
) {
  return async (c: Context): Promise<Response> => {
    try {
      return await answer(server, c)
    } catch (error) {
      return answerError(c, error)
    }
  }
}
