-- What OpenID Connect and FAPI 2.0 need. Times and texts as in the first file.

-- Both only of a client that registered itself.
alter table clients add column registration_token_hash text;
alter table clients add column expires_at bigint;
create index clients_by_expiry on clients (expires_at);

-- What the tokens of a connection tell and are bound to.
alter table families add column document text;

-- Authorization requests that came by the back channel.
create table pushed_requests (
  hash text primary key,
  client_id text not null,
  document text not null,
  expires_at bigint not null,
  completed_at bigint,
  swept_after bigint not null
);
create index pushed_requests_by_sweep on pushed_requests (swept_after);
