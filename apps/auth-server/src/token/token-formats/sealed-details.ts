import { type ByteReader, type ByteWriter, type HomeAccess, homeActions } from '@latchkey/protocol'

// Homes in a sealed record: the id, one more than the number of devices (0: all of them), their ids, a bit for each action.

export function writeDetails(writer: ByteWriter, details: readonly HomeAccess[]): void {
  writer.number(details.length)
  for (const { structure, devices, actions } of details) {
    writer.text(structure)
    if (devices === 'all') writer.number(0)
    else {
      writer.number(devices.length + 1)
      for (const id of devices) writer.text(id)
    }
    writer.number(
      homeActions.reduce((bits, action, at) => bits + (actions.includes(action) ? 2 ** at : 0), 0),
    )
  }
}

export function readDetails(reader: ByteReader): readonly HomeAccess[] {
  return Array.from({ length: reader.number() }, () => ({
    type: 'home_access',
    structure: reader.text(),
    devices: readDevices(reader),
    actions: actionsOf(reader.number()),
  }))
}

function readDevices(reader: ByteReader): HomeAccess['devices'] {
  const count = reader.number()
  return count === 0 ? 'all' : Array.from({ length: count - 1 }, () => reader.text())
}

function actionsOf(bits: number): HomeAccess['actions'] {
  return homeActions.filter((_, at) => (bits >> at) % 2 === 1)
}
