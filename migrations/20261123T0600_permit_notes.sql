-- What the officers of a case write on its map: a remark pinned to a place, what others answer, and that it is settled.
-- Nothing of it is ever changed. Whoever applies sees none of it: what is meant for them reaches them as a request.

create table permit_note (
	permit_id bigint not null references permit,
	n smallint not null default 0 check (n > 0),
	place geometry(Point, 22992) not null check (st_isvalid(place) and not st_isempty(place)),
	words text not null check (btrim(words) <> '' and length(words) <= 2000),
	-- Among the officers, or to be asked of whoever applies.
	audience text not null check (audience in ('internal', 'applicant')),
	-- What it is about, beside the place: an answer of the rules, or a version of a document.
	rule text check (rule ~ '^R[0-9]{2}$'),
	subject text check (length(subject) between 1 and 100),
	document text,
	document_version smallint,
	at timestamptz not null,
	person_id bigint not null,
	duty text not null check (duty in ('clerk', 'reviewer', 'approver', 'agency')),
	primary key (permit_id, n),
	constraint permit_note_separation foreign key (permit_id, person_id, duty)
		references permit_hand (permit_id, person_id, duty),
	foreign key (permit_id, document, document_version) references permit_document (permit_id, kind, version),
	constraint permit_note_rule check ((rule is null) = (subject is null)),
	constraint permit_note_document check ((document is null) = (document_version is null))
);
create index permit_note_place on permit_note using gist (place);
grant select, insert on permit_note to diwan_app;

create table permit_note_reply (
	permit_id bigint not null,
	n smallint not null,
	k smallint not null default 0 check (k > 0),
	words text not null check (btrim(words) <> '' and length(words) <= 2000),
	at timestamptz not null,
	person_id bigint not null,
	duty text not null check (duty in ('clerk', 'reviewer', 'approver', 'agency')),
	primary key (permit_id, n, k),
	foreign key (permit_id, n) references permit_note,
	constraint permit_note_reply_separation foreign key (permit_id, person_id, duty)
		references permit_hand (permit_id, person_id, duty)
);
grant select, insert on permit_note_reply to diwan_app;

create table permit_note_settled (
	permit_id bigint not null,
	n smallint not null,
	at timestamptz not null,
	person_id bigint not null,
	duty text not null,
	primary key (permit_id, n),
	foreign key (permit_id, n) references permit_note,
	constraint permit_note_settled_separation foreign key (permit_id, person_id, duty)
		references permit_hand (permit_id, person_id, duty)
);
grant select, insert on permit_note_settled to diwan_app;

-- Numbers are given one after the other, whoever writes at the same moment.
create function permit_note_next() returns trigger language plpgsql as $$
begin
	perform from permit where id = new.permit_id for update;
	select coalesce(max(n), 0) + 1 into new.n from permit_note where permit_id = new.permit_id;
	return new;
end $$;
create trigger permit_note_next before insert on permit_note for each row execute function permit_note_next();
-- What is settled is not talked about any more.
create function permit_note_reply_next() returns trigger language plpgsql as $$
begin
	perform from permit where id = new.permit_id for update;
	if exists (select from permit_note_settled s where s.permit_id = new.permit_id and s.n = new.n) then
		raise exception 'a note that is settled takes no replies' using errcode = 'insufficient_privilege';
	end if;
	select coalesce(max(k), 0) + 1 into new.k from permit_note_reply where permit_id = new.permit_id and n = new.n;
	return new;
end $$;
create trigger permit_note_reply_next before insert on permit_note_reply
	for each row execute function permit_note_reply_next();

create trigger permit_note_kept before update or delete on permit_note
	for each row execute function permit_is_kept();
create trigger permit_note_reply_kept before update or delete on permit_note_reply
	for each row execute function permit_is_kept();
create trigger permit_note_settled_kept before update or delete on permit_note_settled
	for each row execute function permit_is_kept();

-- A request can carry the place of a note: a copy of its own, for the note itself is not the applicant's to read.
alter table permit_request add column pin smallint,
	add column place geometry(Point, 22992) check (st_isvalid(place) and not st_isempty(place)),
	add constraint permit_request_pin foreign key (permit_id, pin) references permit_note,
	add constraint permit_request_pinned check ((pin is null) = (place is null));
create index permit_request_place on permit_request using gist (place) where place is not null;

-- Officers of the case, and not the one who applies in it, whatever office they hold elsewhere.
create function permit_notes_open(of bigint) returns boolean stable language sql as $$
	select actor_is_system() or (actor_is_staff()
		and not exists (select from permit p join permit_applicant a on a.permit_id = p.root_id
			where p.id = of and a.person_id = actor_person()))
$$;

do $$
declare
	relation text;
begin
	foreach relation in array array['permit_note', 'permit_note_reply', 'permit_note_settled'] loop
		execute format('alter table %I enable row level security', relation);
		execute format('alter table %I force row level security', relation);
		execute format('create policy %I on %I for select using (permit_notes_open(permit_id))', relation || '_read', relation);
	end loop;
end $$;
create policy permit_note_write on permit_note for insert
	with check (person_id = (select actor_person()) and permit_notes_open(permit_id));
create policy permit_note_reply_write on permit_note_reply for insert
	with check (person_id = (select actor_person()) and permit_notes_open(permit_id));
-- Settled by whoever wrote it, or by the second officer.
create policy permit_note_settled_write on permit_note_settled for insert
	with check (person_id = (select actor_person()) and permit_notes_open(permit_id)
		and (duty = 'approver' or exists (select from permit_note n where n.permit_id = permit_note_settled.permit_id
			and n.n = permit_note_settled.n and n.person_id = permit_note_settled.person_id)));
