-- What the public shop last said, for when home is away. Whole again with home's next word: nothing here is the
-- only copy of anything.
create table snapshot (
  path text not null,
  -- Empty for what is the same in every language.
  lang text not null,
  -- SHA-256 of the body, in hex.
  etag text not null,
  type text not null,
  body bytea not null,
  bytes int not null,
  -- Place in home's list, the most wanted first: what there is no room for is the end of it.
  rank int not null,
  at timestamptz not null,
  -- When home last said that it is so.
  as_of timestamptz not null,
  primary key (path, lang)
);

create table snapshot_state (
  one boolean primary key default true check (one),
  -- Home's: what was prepared for an older list comes too late.
  generation bigint not null default 0,
  -- Ours: changes with every write, so that no cache keeps what was there before.
  revision bigint not null default 0
);
insert into snapshot_state default values;
