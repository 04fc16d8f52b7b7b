import { z } from 'zod'
import type { Priority } from '../devices/priority.ts'
import { Problem } from '../problem.ts'
import { decodeBody } from './decode-thermostat-change.ts'
import { priorityNames } from './modes.ts'
import type { NumberedRoom } from './rooms.ts'

const numbers = 'must be a list of numbers of rooms'

const members = z.object({
  currentPriority: z.object(
    {
      priorityType: z.enum(priorityNames, `must be one of ${priorityNames.join(', ')}`),
      selectedRooms: z.array(z.number(numbers), numbers).max(100, numbers).optional(),
    },
    'must be an object',
  ),
})

/** The body of `PUT …/priority`. `rooms` are those that the token may know. */
export function decodePriority(json: unknown, rooms: readonly NumberedRoom[]): Priority {
  const { priorityType, selectedRooms = [] } = decodeBody(members, json).currentPriority
  if (priorityType === 'FollowMe') return { kind: 'where people are' }
  if (priorityType === 'WholeHouse') return { kind: 'whole home' }
  const chosen = selectedRooms.map((number) => rooms.find((room) => room.number === number)?.id)
  const roomIds = chosen.filter((id) => id !== undefined)
  if (roomIds.length === 0 || roomIds.length < chosen.length)
    throw new Problem(400, `currentPriority.selectedRooms ${numbers} of this thermostat, at least one`)
  return { kind: 'rooms', roomIds }
}
