import type { Access } from '@latchkey/resource-kit'
import type { CallToolResult, McpServer, ToolAnnotations } from '@modelcontextprotocol/server'
import type { z } from 'zod'
import type { DeviceApiContext } from '../device-api-context.ts'
import { Problem } from '../problem.ts'
import type { DeviceScope } from '../scopes.ts'

/** Who calls a tool, and what it works with. */
export interface ToolCall {
  readonly context: DeviceApiContext
  readonly access: Access
  /** What was granted, with all that it implies. */
  readonly scope: ReadonlySet<string>
  /** Told of what is a fault of ours; the agent reads only that there was one. */
  readonly report: (fault: unknown) => void
}

/** Something that an agent can do. `Input` and `Output` are objects by their schemas. */
export interface ToolDefinition<Input extends z.ZodObject, Output extends z.ZodObject> {
  readonly name: string
  readonly title: string
  /** For the model: what it does, in which units, and what to call before. */
  readonly description: string
  readonly input: Input
  readonly output: Output
  /** What the token must hold beyond `readingScopes`. */
  readonly needs: readonly DeviceScope[]
  readonly annotations: ToolAnnotations
  readonly run: (input: z.output<Input>, call: ToolCall) => Promise<z.output<Output>>
}

/** A tool of which only the name is known outside of it. */
export interface McpTool {
  readonly name: string
  readonly register: (server: McpServer, call: ToolCall) => void
}

/** What an agent needs to look around; it is asked for first, and more when a tool needs it. */
export const readingScopes: readonly [DeviceScope, DeviceScope] = ['structures:read', 'devices:read']

/** Why a tool did not do what was asked. The agent reads the message. */
export class ToolRefusal extends Error {
  override readonly name = 'ToolRefusal'
}

function textOf(error: unknown, report: ToolCall['report']): string {
  if (error instanceof ToolRefusal || error instanceof Problem) return error.message
  report(error)
  return 'The server has a fault. It was logged; asking again may help.'
}

/** The same twice: for programs as an object, for those that know no objects yet as its JSON. */
async function answer(run: () => Promise<object>, report: ToolCall['report']): Promise<CallToolResult> {
  try {
    const found = await run()
    return { content: [{ type: 'text', text: JSON.stringify(found) }], structuredContent: { ...found } }
  } catch (error) {
    return { content: [{ type: 'text', text: textOf(error, report) }], isError: true }
  }
}

/**
 * A token without the scope is answered 403 `insufficient_scope` before the tool runs, with every scope that it needs, so that
 * the agent can ask its person for more (MCP 2026-07-28, authorization, "Step-Up").
 */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  tool: ToolDefinition<Input, Output>,
): McpTool {
  const { name, title, description, input, output, needs, annotations, run } = tool
  const scopes = [...readingScopes, ...needs] as const
  const errorDescription = `${name} needs the scope ${scopes.join(' ')}.`
  return {
    name,
    register: (server, call) => {
      const isEnough = scopes.every((one) => call.scope.has(one))
      server.registerTool<z.ZodObject, z.ZodObject>(
        name,
        {
          title,
          description,
          inputSchema: input,
          outputSchema: output,
          annotations: { title, openWorldHint: false, ...annotations },
          scopeChallenge: () => (isEnough ? undefined : { scopes: [...scopes], errorDescription }),
        },
        // The SDK has checked the arguments by this very schema.
        (given) => answer(() => run(given as z.output<Input>, call), call.report),
      )
    },
  }
}
