-- What the console, the home pages and the operator need. Times and texts as in the first file.

-- `role` is developer (edits the app) or tester (an invited account, which may allow it before it is verified).
create table client_members (
  client_id text not null,
  account_id text not null,
  role text not null,
  created_at bigint not null,
  primary key (client_id, account_id)
);
create index client_members_by_account on client_members (account_id);

alter table clients add column verification_asked_at bigint;
create index clients_by_time on clients (created_at, client_id);
create index accounts_by_time on accounts (created_at, id);

-- Written in the batch of what it tells, and never changed.
create table audit (
  id text primary key,
  at bigint not null,
  actor_id text,
  actor text not null,
  action text not null,
  subject_kind text not null,
  subject text not null,
  detail text not null
);
create index audit_by_time on audit (at, id);
create index audit_by_subject on audit (subject_kind, subject, at);

create table activity (
  client_id text not null,
  hour bigint not null,
  kind text not null,
  name text not null,
  count bigint not null,
  primary key (client_id, hour, kind, name)
);
create index activity_by_hour on activity (hour);

create table failures (
  id text primary key,
  client_id text not null,
  at bigint not null,
  endpoint text not null,
  code text not null,
  message text not null,
  reason text not null
);
create index failures_by_client on failures (client_id, at, id);
create index failures_by_time on failures (at);
