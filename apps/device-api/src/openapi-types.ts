type TypeName = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null'

/** A schema of JSON Schema 2020-12, as far as this API needs it. */
export interface Schema {
  readonly $ref?: string
  readonly type?: TypeName | readonly TypeName[]
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: false
  readonly minProperties?: number
  readonly items?: Schema
  readonly enum?: readonly (string | number)[]
  readonly const?: string | number
  readonly format?: 'date-time' | 'uri-reference'
  readonly minimum?: number
  readonly maximum?: number
  readonly multipleOf?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly maxItems?: number
  readonly pattern?: string
  readonly default?: number
  readonly not?: { readonly required: readonly string[] }
}

export interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly description: string
  readonly schema: Schema
  readonly example?: string | number
}

interface Content {
  readonly schema: Schema
  readonly example?: unknown
}

export interface AnswerDescription {
  readonly description: string
  readonly headers?: Readonly<Record<string, { readonly description: string; readonly schema: Schema }>>
  /** Absent: the answer has no body. */
  readonly content?: Readonly<Record<string, Content>>
}

export interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description: string
  /** Either of these will do; an empty list: no token is needed. */
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: {
    readonly required: true
    readonly description: string
    readonly content: Readonly<Record<string, Content>>
  }
  readonly responses: Readonly<Record<string, AnswerDescription>>
}

export type Method = 'get' | 'post' | 'patch' | 'delete'

export type PathItem = Readonly<Partial<Record<Method, Operation>>>

interface Flow {
  readonly authorizationUrl?: string
  readonly tokenUrl: string
  readonly refreshUrl?: string
  readonly scopes: Readonly<Record<string, string>>
}

interface SecurityScheme {
  readonly type: 'oauth2'
  readonly description: string
  readonly flows: { readonly authorizationCode: Flow; readonly clientCredentials: Flow }
}

/** An OpenAPI 3.1 document, as far as this API needs it. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly servers: readonly { readonly url: string }[]
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  readonly paths: Readonly<Record<string, PathItem>>
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>
    readonly securitySchemes: { readonly oauth2: SecurityScheme }
  }
}
