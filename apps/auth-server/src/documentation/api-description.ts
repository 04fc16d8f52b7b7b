// What of an OpenAPI 3.1 document the reference page reads. The API itself writes the document; this server only shows it.

export interface ApiSchema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, ApiSchema>>
  readonly required?: readonly string[]
  readonly items?: ApiSchema
  readonly enum?: readonly (string | number)[]
  readonly const?: string | number
  readonly minimum?: number
  readonly maximum?: number
  readonly default?: number
}

export interface ApiParameter {
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly description: string
  readonly schema: ApiSchema
  readonly example?: string | number
}

interface ApiContent {
  readonly schema: ApiSchema
  readonly example?: unknown
}

export interface ApiAnswer {
  readonly description: string
  readonly content?: Readonly<Record<string, ApiContent>>
}

export interface ApiOperation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description: string
  /** Any of these will do, each with all its scopes. */
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters?: readonly ApiParameter[]
  readonly requestBody?: {
    readonly description: string
    readonly content: Readonly<Record<string, ApiContent>>
  }
  readonly responses: Readonly<Record<string, ApiAnswer>>
}

export interface ApiDescription {
  readonly info: { readonly title: string; readonly description: string }
  readonly servers: readonly { readonly url: string }[]
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  readonly paths: Readonly<Record<string, Readonly<Partial<Record<string, ApiOperation>>>>>
  readonly components: { readonly schemas: Readonly<Record<string, ApiSchema>> }
}
