/** Every SQL text of the homes, in the SQL that SQLite and PostgreSQL share: one table, longer than other files may be. */
const structureWithDevices = `
  select s.id, s.number, s.name, s.owner, s.time_zone, s.away, s.facts, s.version as structure_version,
    d.id as device_id, d.number as device_number, d.room, d.name as device_name, d.label, d.type as device_type, d.traits, d.version
  from structures s left join devices d on d.structure = s.id`

const device = `
  select d.structure as id, s.time_zone, d.id as device_id, d.number as device_number, d.room, d.name as device_name, d.label, d.type as device_type,
    d.traits, d.version
  from devices d join structures s on s.id = d.structure`

const inOrder = 'order by s.number, d.id'

export const homesSql = {
  allStructures: `${structureWithDevices} ${inOrder}`,
  structuresOf: `${structureWithDevices} where s.owner = $1 ${inOrder}`,
  structureOf: `${structureWithDevices} where s.owner = $1 and s.id = $2 ${inOrder}`,
  structure: `${structureWithDevices} where s.id = $1 ${inOrder}`,
  structureByNumber: `${structureWithDevices} where s.owner = $1 and s.number = $2 ${inOrder}`,
  deviceOf: `${device} where s.owner = $1 and d.id = $2`,
  deviceByNumber: `${device} where s.owner = $1 and d.number = $2`,
  changeStructure: `
    update structures set name = coalesce($4, name), away = coalesce($5, away), facts = coalesce($6, facts), version = version + 1
    where owner = $1 and id = $2 and version = $3 returning id`,
  saveDevice: `
    update devices set name = $4, traits = $5, label = $6, room = $7, version = version + 1
    where id = $2 and version = $3 and structure in (select id from structures where owner = $1) returning id`,

  nextDeviceNumber: 'update device_numbers set last = last + 1',
  nextNumber: 'update structure_numbers set last = last + 1',
  // Without "where true" SQLite takes "on conflict" for a part of a join.
  addStructure: `
    insert into structures (id, number, name, owner, time_zone, away, facts)
    select $1, last, $2, $3, $4, 'home', coalesce($5, '{}') from structure_numbers where true
    on conflict (id) do update set name = excluded.name, owner = excluded.owner, time_zone = excluded.time_zone,
      version = structures.version + 1`,
  redefineStructure: `
    update structures set name = $2, owner = $3, time_zone = $4, facts = coalesce($5, facts), version = version + 1
    where id = $1`,
  defineDevice: `
    insert into devices (id, structure, name, type, traits, version, number, room)
    select $1, $2, $3, $4, $5, 1, last, $6 from device_numbers where true
    on conflict (id) do update set name = excluded.name, type = excluded.type, version = devices.version + 1,
      room = coalesce(excluded.room, devices.room),
      traits = case when devices.type = excluded.type then devices.traits else excluded.traits end
    where devices.structure = excluded.structure`,
  structureOfDevice: 'select structure from devices where id = $1',
  deleteDevice: 'delete from devices where structure = $1 and id = $2',
  deleteDevices: 'delete from devices where structure = $1',
  deleteDevicesOf: 'delete from devices where structure in (select id from structures where owner = $1)',
  deleteStructuresOf: 'delete from structures where owner = $1',
  deleteStructure: 'delete from structures where id = $1 returning id',
} as const
