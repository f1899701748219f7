-- The days in which a refusal is appealed are those of the appeal to the governor. The period of the law was not found,
-- so they are a default and say so; of a court they say nothing.
alter table permit_setting no force row level security;
update permit_setting
	set source = 'Default: days to appeal to the governor against a refusal; the period of the law was not found'
	where name = 'appeal_days' and valid_from = '2000-01-01' and unverified;
alter table permit_setting force row level security;
