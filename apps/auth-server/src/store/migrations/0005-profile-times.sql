-- What claims need. Times and texts as in the first file.

-- When the e-mail or the claims of an account last changed; nothing where they never did.
alter table accounts add column updated_at bigint;

-- Claims that were allowed singly, as a list; nothing where there are none.
alter table grants add column claims text;
