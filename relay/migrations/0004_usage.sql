-- What the relay takes of metered hosts, a row a day, so that a month can be added up after a restart and by every
-- machine. Written only while the database is awake anyway.
create table relay_usage (
  -- By universal time, as hosts bill.
  day date primary key,
  redis_commands bigint not null default 0,
  bytes_in bigint not null default 0,
  bytes_out bigint not null default 0,
  -- The minutes at whose beginning the database was awake: several machines that wake it together pay once, and
  -- what is written twice counts once.
  awake bit(1440) not null default b'0'::bit(1440)
);
