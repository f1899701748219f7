-- A work that a later sending of its agency's programme does not name any more, and that is kept all the same: nobody
-- asks again until the agency names it anew.
alter table programme_work
	add column kept_at timestamptz,
	add column kept_by bigint references person,
	add constraint programme_work_kept check (kept_at is not null or kept_by is null);
