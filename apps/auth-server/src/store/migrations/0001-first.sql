-- Times are milliseconds since 1970; hashes, keys and ids are base64url text; lists and documents are JSON text.
-- `state` is active, suspended or ended; `counter` rises when the row ends, and a token counts only while it is the same.

create table accounts (
  id text primary key,
  email text not null unique,
  password_hash text not null,
  roles text not null,
  claims text not null,
  state text not null,
  counter bigint not null,
  created_at bigint not null
);

create table clients (
  client_id text primary key,
  name text not null,
  owner_id text,
  document text not null,
  verified bigint not null,
  state text not null,
  counter bigint not null,
  created_at bigint not null
);
create index clients_by_owner on clients (owner_id);

create table client_secrets (
  client_id text not null,
  hash text not null,
  ending text not null,
  label text not null,
  weak bigint not null,
  created_at bigint not null,
  expires_at bigint,
  last_used_at bigint,
  primary key (client_id, hash)
);

create table apis (
  id text primary key,
  identifier text not null unique,
  name text not null,
  secret_hash text not null,
  secret_ending text not null,
  document text not null
);

create table scopes (
  name text primary key,
  title text not null
);

create table sessions (
  id_hash text primary key,
  account_id text not null,
  signed_in_at bigint not null,
  last_seen_at bigint not null,
  expires_at bigint not null
);
create index sessions_by_account on sessions (account_id);
create index sessions_by_expiry on sessions (expires_at);

create table grants (
  account_id text not null,
  client_id text not null,
  scope text not null,
  details text not null,
  state text not null,
  counter bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  primary key (account_id, client_id)
);
create index grants_by_client on grants (client_id);

create table codes (
  hash text primary key,
  client_id text not null,
  account_id text not null,
  document text not null,
  expires_at bigint not null,
  family_id text,
  swept_after bigint not null
);
create index codes_by_account on codes (account_id, client_id);
create index codes_by_sweep on codes (swept_after);

create table families (
  id text primary key,
  secret_hash text unique,
  token_hash text unique,
  client_id text not null,
  account_id text not null,
  scope text not null,
  scope_text text not null,
  audience text not null,
  details text not null,
  grant_counter bigint not null,
  generation bigint not null,
  rotated_at bigint not null,
  generations_skipped bigint not null,
  token_expires_at bigint,
  refresh_expires_at bigint,
  refresh_ends_at bigint,
  ends_at bigint not null,
  signed_in_at bigint not null,
  state text not null,
  counter bigint not null,
  created_at bigint not null,
  last_used_at bigint
);
create index families_by_account on families (account_id, client_id);
create index families_by_client on families (client_id);
create index families_by_end on families (ends_at);

create table keys (
  id text primary key,
  kind text not null,
  wrapped text not null,
  public_jwk text,
  created_at bigint not null,
  usable_at bigint not null,
  retired_at bigint,
  ended_at bigint
);

create table throttles (
  name text primary key,
  failures bigint not null,
  last_failure_at bigint not null,
  swept_after bigint not null
);
create index throttles_by_sweep on throttles (swept_after);

create table used_once (
  name text primary key,
  expires_at bigint not null
);
create index used_once_by_expiry on used_once (expires_at);

create table revoked_tokens (
  jti text primary key,
  expires_at bigint not null
);
create index revoked_tokens_by_expiry on revoked_tokens (expires_at);

create table changes (
  id text primary key,
  at bigint not null,
  kind text not null,
  name text not null
);
create index changes_by_time on changes (at);
