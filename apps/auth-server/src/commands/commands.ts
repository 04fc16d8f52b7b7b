import { accountCommands } from './account-commands.ts'
import { applyCommand } from './apply-command.ts'
import { auditCommands } from './audit-command.ts'
import { clientCommands } from './client-commands.ts'
import type { Command } from './command.ts'
import { connectionCommands } from './connection-commands.ts'
import { doctorCommand } from './doctor-command.ts'
import { homeCommands } from './home-commands.ts'
import { keysCommands } from './keys-commands.ts'
import { tokenInspectCommand } from './token-inspect-command.ts'

/** Every command of the command line. */
export const commands: readonly Command[] = [
  applyCommand,
  ...clientCommands,
  ...accountCommands,
  ...connectionCommands,
  ...homeCommands,
  tokenInspectCommand,
  ...keysCommands,
  ...auditCommands,
  doctorCommand,
]
