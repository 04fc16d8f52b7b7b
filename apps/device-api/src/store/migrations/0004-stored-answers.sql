-- Answers to requests that carried an idempotency key. id: a hash of who asked and of the key; request: a hash of what was
-- asked. status and body are missing while the request is under way.
create table stored_answers (
  id text primary key,
  owner text not null,
  request text not null,
  status integer,
  headers text,
  body text,
  created_at bigint not null
);

create index stored_answers_by_age on stored_answers (created_at);

create index stored_answers_of_owner on stored_answers (owner);
