-- What came unchecked in the last day is counted before more of it is taken.
create index mail_unchecked on mail (received_at) where not checked;
