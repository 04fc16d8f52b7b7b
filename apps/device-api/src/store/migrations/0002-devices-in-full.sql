-- Rooms, numbers and everything else that views of vendors ask for. Times and texts as in the first file.

-- facts: JSON, what else is known of a home.
alter table structures add column facts text not null default '{}';
alter table structures add column version bigint not null default 1;

-- The number last given to a device: a number is never given twice.
create table device_numbers (last integer not null);

insert into device_numbers (last) values (200000);

alter table devices add column number integer;
alter table devices add column room text;
alter table devices add column label text not null default '';

update devices set number = 200000 + (select count(*) from devices earlier where earlier.id <= devices.id);

update device_numbers set last = 200000 + (select count(*) from devices);

create unique index devices_by_number on devices (number);
