-- What apps need to hear that a session is over (OpenID Connect Back-Channel and Front-Channel Logout). Times and texts as in
-- the first file.

-- The `sid` of ID tokens. A session that an older version began has none until somebody asks for it.
alter table sessions add column session_id text;
create index sessions_by_session on sessions (session_id);

-- The apps with a logout address that were signed in to, session by session.
create table session_clients (
  session_id text not null,
  client_id text not null,
  account_id text not null,
  swept_after bigint not null,
  primary key (session_id, client_id)
);
create index session_clients_by_account on session_clients (account_id);
create index session_clients_by_sweep on session_clients (swept_after);

-- What is still to be told: written with the end of the session, deleted when the app has answered.
create table logout_notices (
  session_id text not null,
  client_id text not null,
  account_id text not null,
  created_at bigint not null,
  attempts bigint not null,
  due_at bigint not null,
  primary key (session_id, client_id)
);
create index logout_notices_by_time on logout_notices (due_at);
