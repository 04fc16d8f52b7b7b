-- Homes and devices. Times are milliseconds since 1970, temperatures °C.

-- The number last given to a structure: a number is never given twice, not even after its structure is gone.
create table structure_numbers (last integer not null);

insert into structure_numbers (last) values (100000);

create table structures (
  id text primary key,
  number integer not null unique,
  name text not null,
  owner text not null,
  time_zone text not null,
  away text not null
);

create index structures_of_owner on structures (owner);

-- traits: JSON, the state of each trait of the device's type.
create table devices (
  id text primary key,
  structure text not null references structures (id),
  name text not null,
  type text not null,
  traits text not null,
  version integer not null
);

create index devices_of_structure on devices (structure);
