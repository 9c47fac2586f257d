-- A complete walk that began at least ten minutes after absent_at missed the resource too. Time alone is no second look:
-- the walk that set absent_at may have ended an hour before its account is settled.
alter table hot.resource add column missed_again boolean not null default false;

-- Which body Port refused: several claims may send one entity different bodies, and only the one that is pushed again is confirmed.
alter table hot.failure add column body_hash bytea;
