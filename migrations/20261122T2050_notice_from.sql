-- From when the notice of a request counts: an amendment that keeps its start counts from the request before it. Null for
-- a request that was handed in elsewhere: nobody here knows when.
alter table dig_round add column notice_from timestamptz;
update dig_round r set notice_from = case r.kind when 'amendment'
	then (select min(f.opened_at) from dig_round f where f.dig_id = r.dig_id) else r.opened_at end;
