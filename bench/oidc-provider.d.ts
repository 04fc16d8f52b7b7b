// oidc-provider ships no types; these are the parts that the bench uses.
declare module 'oidc-provider' {
  import type { Server } from 'node:http'

  interface SavedModel {
    save(): Promise<string>
  }

  export class Provider {
    constructor(issuer: string, configuration: object)
    readonly Client: { find(id: string): Promise<object | undefined> }
    readonly Grant: new (
      properties: object,
    ) => SavedModel & { addOIDCScope(scope: string): void }
    readonly RefreshToken: new (
      properties: object,
    ) => SavedModel
    listen(port: number, host: string): Server
  }
}
