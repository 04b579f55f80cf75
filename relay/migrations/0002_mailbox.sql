-- What the public sent while home was away, or a moment before home took it. A row is the promise behind a 2xx.
create table mail (
  id bigint generated always as identity primary key,
  source text not null,
  -- The sender's own id, or a hash of the body: the same event is kept once, by this key and not by looking first.
  event text not null,
  body_sha256 bytea not null,
  received_at timestamptz not null default now(),
  headers json not null,
  body bytea not null,
  -- Whether the relay held the sender's key and checked with it.
  checked boolean not null,
  attempts int not null default 0,
  delivered_at timestamptz,
  parked_at timestamptz,
  parked_why text,
  unique (source, event)
);
-- What waits, in the order of each source. Delivered rows stay a month, and must not slow this down.
create index mail_waiting on mail (source, id) where delivered_at is null and parked_at is null;
create index mail_parked on mail (id) where parked_at is not null and delivered_at is null;
create index mail_delivered on mail (delivered_at) where delivered_at is not null;
