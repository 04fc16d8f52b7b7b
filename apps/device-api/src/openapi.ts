import { paths } from './openapi-operations.ts'
import { schemas } from './openapi-schemas.ts'
import type { OpenApiDocument } from './openapi-types.ts'

/** Where this API is, and where tokens for it are to be had: absolute URLs. */
export interface Surroundings {
  readonly serverUrl: string
  readonly authorizationUrl: string
  readonly tokenUrl: string
}

const scopes = {
  'structures:read': 'See homes and whether somebody is in.',
  'structures:write': 'Change homes: their names, home or away. Includes `structures:read`.',
  'devices:read': 'See devices and what they measure.',
  'devices:write': 'Control devices: temperatures, modes, names. Includes `devices:read`.',
  READSYSTEM: "NIBE's word for both reads.",
  WRITESYSTEM: "NIBE's word for both writes.",
  user: "Honeywell's word for all four.",
  ifttt: "IFTTT's word for all four.",
}

/** The device API as an OpenAPI 3.1 document. */
export function describeDeviceApi(surroundings: Surroundings): OpenApiDocument {
  const { serverUrl, authorizationUrl, tokenUrl } = surroundings
  return {
    openapi: '3.1.0',
    info: {
      title: 'Device API',
      version: '1.0.0',
      description:
        'Read and control the homes and devices that people have shared with your app. Send an access token with every request: `Authorization: Bearer TOKEN`. What a token does not cover does not exist for it: it is absent from lists, and 404 by its id.',
    },
    servers: [{ url: serverUrl }],
    tags: [
      { name: 'Homes', description: 'Homes are called structures on the wire.' },
      {
        name: 'Devices',
        description: 'Thermostats, heat pumps, alarms, cameras, leak detectors, valves and locks.',
      },
      { name: 'Events', description: 'Streams of what changes.' },
      { name: 'NIBE Uplink', description: 'The same homes in the shape of an older API.' },
      { name: 'This document', description: 'For tools that read OpenAPI.' },
    ],
    paths,
    components: {
      schemas,
      securitySchemes: {
        oauth2: {
          type: 'oauth2',
          description: 'A token that a person allowed; or one of the client itself, which covers no home.',
          flows: {
            authorizationCode: { authorizationUrl, tokenUrl, refreshUrl: tokenUrl, scopes },
            clientCredentials: { tokenUrl, scopes },
          },
        },
      },
    },
  }
}
