-- What changed in the homes, in the order in which it was committed: whoever writes counts here first, and so waits for whoever
-- counted before. swept: everything up to this number was forgotten.
create table event_counter (last bigint not null, swept bigint not null);

insert into event_counter (last, swept) values (0, 0);

-- kind: device, device gone, structure, structure gone. The other columns are those of the device or structure after the
-- change; state is its traits or facts.
create table home_events (
  number bigint primary key,
  at bigint not null,
  kind text not null,
  owner text not null,
  structure text not null,
  device text,
  type text,
  name text not null,
  label text,
  room text,
  state text not null,
  away text,
  time_zone text not null,
  version bigint not null
);

create index home_events_of_owner on home_events (owner, number);

create index home_events_of_structure on home_events (structure);
