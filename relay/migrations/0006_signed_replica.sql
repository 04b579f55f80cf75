-- Home signs each record of its replica, with the number of the batch that brought it, and seals a summary of all of
-- them: whoever can write this database cannot make a record that home accepts, or bring an old one back.
-- Empty for what an earlier version of home has written.
alter table store add column version bigint;
alter table store add column signature text;
alter table replica_cursor add column manifest text;
