-- The second copy of home's records, in the layout of home's own PostgreSQL store, so that an app can be
-- started on it. json, not jsonb: a text may hold a zero character, which jsonb refuses.
create table if not exists store (
  key bytea primary key,
  value json not null,
  stamp bigint not null
);
create sequence if not exists store_stamp as bigint;

-- How far the copy is: changed in the same transaction as the copy, so that a batch counts once.
create table replica_cursor (
  one boolean primary key default true check (one),
  home text not null,
  number bigint not null,
  at timestamptz not null
);
