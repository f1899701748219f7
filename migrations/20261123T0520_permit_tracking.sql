-- By which somebody who has the reference of a case and the telephone in it follows it without signing in: of each
-- telephone the last four digits, hashed with a salt of their own, so that nobody opens a name to compare them and equal
-- digits of two cases look different. Written with the party, whoever writes it.

create table permit_track_key (
	permit_id bigint not null references permit,
	part text not null,
	salt bytea not null,
	hash bytea not null,
	primary key (permit_id, part)
);
grant select, insert, delete on permit_track_key to diwan_app;

create function permit_track_hash(salt bytea, digits text) returns bytea immutable language sql as
$$ select hmac(convert_to(digits, 'UTF8'), salt, 'sha256') $$;

-- The table is shown to the system alone: who writes a party does not read the keys.
create function permit_track_key_of_party() returns trigger language plpgsql as $$
declare
	acting text := current_setting('diwan.kind', true);
	own_salt bytea := gen_random_bytes(16);
begin
	perform set_config('diwan.kind', 'system', true);
	if tg_op <> 'INSERT' then
		delete from permit_track_key where permit_id = old.permit_id and part = old.part;
	end if;
	if tg_op <> 'DELETE' and new.phone is not null then
		insert into permit_track_key (permit_id, part, salt, hash)
		values (new.permit_id, new.part, own_salt, permit_track_hash(own_salt, right(new.phone, 4)));
	end if;
	perform set_config('diwan.kind', coalesce(acting, ''), true);
	return null;
end $$;
create trigger permit_track_key_of_party after insert or delete or update of phone on permit_party
	for each row execute function permit_track_key_of_party();

alter table permit_party no force row level security;
insert into permit_track_key (permit_id, part, salt, hash)
select permit_id, part, salt, permit_track_hash(salt, right(phone, 4))
from (select permit_id, part, phone, gen_random_bytes(16) as salt from permit_party where phone is not null) party;
alter table permit_party force row level security;

alter table permit_track_key enable row level security;
alter table permit_track_key force row level security;
create policy permit_track_key_read on permit_track_key for select using ((select actor_is_system()));
create policy permit_track_key_insert on permit_track_key for insert with check ((select actor_is_system()));
create policy permit_track_key_delete on permit_track_key for delete using ((select actor_is_system()));
