-- Lists of what waits begin with what the law ends first.
create index permit_by_deadline on permit
	((coalesce(case when decided_at is null then certificate_on end, 'infinity'::date)), id);
