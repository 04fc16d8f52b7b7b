/** Every SQL text of events and of stored answers, in the SQL that SQLite and PostgreSQL share. Longer because it is a table. */
const columns = `number, at, kind, owner, structure, device, type, name, label, room, state, away, time_zone, version`

const ofDevice = (kind: string, values: string) => `
  insert into home_events (${columns})
  select c.last, $1, '${kind}', s.owner, d.structure, d.id, d.type, ${values}
  from event_counter c cross join devices d join structures s on s.id = d.structure`

const ofStructure = (kind: string, values: string) => `
  insert into home_events (${columns})
  select c.last, $1, '${kind}', s.owner, s.id, null, null, ${values}
  from event_counter c cross join structures s`

const deviceNow = `d.name, d.label, d.room, d.traits, null, s.time_zone, d.version`
const structureNow = `s.name, null, null, s.facts, s.away, s.time_zone, s.version`

export const eventsSql = {
  /** First in every batch that writes: it locks, so that numbers are in the order of commits. */
  count: 'update event_counter set last = last + 1',
  /** Before the device is saved, under the same condition; what is saved comes in. */
  deviceSaved: `${ofDevice('device', '$5, $7, $8, $6, null, s.time_zone, d.version + 1')}
    where s.owner = $2 and d.id = $3 and d.version = $4`,
  /** After the device was defined. */
  deviceDefined: `${ofDevice('device', deviceNow)} where d.structure = $2 and d.id = $3`,
  /** Before it is deleted. */
  deviceGone: `${ofDevice('device gone', deviceNow)} where d.structure = $2 and d.id = $3`,
  structureSaved: `${ofStructure('structure', 'coalesce($5, s.name), null, null, coalesce($7, s.facts), coalesce($6, s.away), s.time_zone, s.version + 1')}
    where s.owner = $2 and s.id = $3 and s.version = $4`,
  structureDefined: `${ofStructure('structure', structureNow)} where s.id = $2`,
  structureGone: `${ofStructure('structure gone', structureNow)} where s.id = $2`,
  /** Who has no longer a home is told nothing of it any more. */
  deleteOfStructure: "delete from home_events where structure = $1 and kind <> 'structure gone'",
  deleteOfOwner: 'delete from home_events where owner = $1',

  bounds: 'select last, swept from event_counter',
  lastBefore: `
    select coalesce((select number from home_events where at < $1 order by number desc limit 1), (select swept from event_counter)) as number`,
  after: `select ${columns} from home_events where number > $1 order by number limit $2`,
  ofOwnerAfter: `select ${columns} from home_events where owner = $1 and number > $2 order by number limit $3`,
  sweepTo: `
    update event_counter set swept = coalesce(
      (select max(number) from home_events where at < $1 or number <= event_counter.last - $2), swept)`,
  sweep: 'delete from home_events where number <= (select swept from event_counter)',

  claim: `
    insert into stored_answers (id, owner, request, created_at) values ($1, $2, $3, $4)
    on conflict (id) do update
      set request = excluded.request, status = null, headers = null, body = null, created_at = excluded.created_at
      where stored_answers.created_at < $5 or (stored_answers.status is null and stored_answers.created_at < $6)
    returning id`,
  // Only a row beyond the most is found, so that nearly always nothing is deleted.
  dropOldAnswers: `
    delete from stored_answers where owner = $1 and status is not null and created_at <= (
      select created_at from stored_answers where owner = $1 order by created_at desc limit 1 offset $2)`,
  answer: 'select request, status, headers, body from stored_answers where id = $1',
  saveAnswer:
    'update stored_answers set status = $3, headers = $4, body = $5 where id = $1 and created_at = $2',
  releaseAnswer: 'delete from stored_answers where id = $1 and created_at = $2 and status is null',
  sweepAnswers: 'delete from stored_answers where created_at < $1',
  deleteAnswersOf: 'delete from stored_answers where owner = $1',
} as const
