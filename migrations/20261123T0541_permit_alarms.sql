-- Whoever has to be told that silence is about to be consent is told once, and says what is done about it.
create table permit_alarm (
	permit_id bigint not null references permit,
	-- 70 and 90 hundredths of the law's days gone by, and all of them.
	level text not null check (level in ('first', 'last', 'expired')),
	raised_at timestamptz not null,
	primary key (permit_id, level)
);
create index permit_alarm_raised on permit_alarm (raised_at);
grant select, insert on permit_alarm to diwan_app;

create table permit_alarm_answer (
	permit_id bigint not null,
	level text not null,
	person_id bigint not null references person,
	at timestamptz not null,
	words text not null check (btrim(words) <> '' and length(words) <= 500),
	primary key (permit_id, level),
	foreign key (permit_id, level) references permit_alarm
);
grant select, insert on permit_alarm_answer to diwan_app;

create trigger permit_alarm_kept before update or delete on permit_alarm
	for each row execute function permit_is_kept();
create trigger permit_alarm_answer_kept before update or delete on permit_alarm_answer
	for each row execute function permit_is_kept();

-- Whoever asks is not told by whom, nor when, the office was reminded of them.
alter table permit_alarm enable row level security;
alter table permit_alarm force row level security;
alter table permit_alarm_answer enable row level security;
alter table permit_alarm_answer force row level security;
create policy permit_alarm_read on permit_alarm for select using ((select actor_is_system() or actor_is_staff()));
create policy permit_alarm_raise on permit_alarm for insert with check ((select actor_is_system()));
create policy permit_alarm_answer_read on permit_alarm_answer for select
	using ((select actor_is_system() or actor_is_staff()));
create policy permit_alarm_answer_write on permit_alarm_answer for insert with check (person_id = (select actor_person())
	and (actor_holds('head_of_engineering', (select p.unit_id from permit p where p.id = permit_id))
		or (level <> 'first' and actor_holds('authority', (select p.unit_id from permit p where p.id = permit_id)))
		or (level = 'expired' and actor_holds('governor', (select p.unit_id from permit p where p.id = permit_id)))));
