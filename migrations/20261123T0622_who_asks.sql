-- The day whose code judges is the day a file is handed in.
grant update (applied_on) on permit to diwan_app;

-- How many days before its paper came in a works-validity certificate may be dated.
alter table permit_setting no force row level security;
insert into permit_setting (name, value, valid_from, source, unverified) values
	('certificate_slack_days', 3, '2000-01-01', 'Default: days that a certificate may lie at the window before its paper is in the file', true);
alter table permit_setting force row level security;

-- Who asked by the portal answers for the file: the window examines it, and does not put words into the asker's mouth.
create function permit_event_asked() returns trigger language plpgsql as $$
begin
	if new.duty = 'clerk' and new.action in ('edit', 'attach', 'submit', 'resubmit', 'inform', 'withdraw')
		and exists (select from permit p where p.id = new.permit_id and p.channel = 'portal') then
		raise exception 'a file of the portal is changed by who asks' using errcode = 'insufficient_privilege';
	end if;
	return new;
end $$;
create trigger permit_event_asked before insert on permit_event for each row execute function permit_event_asked();
