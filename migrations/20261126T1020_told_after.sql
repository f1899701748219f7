-- NOTIFY makes commits wait for each other. A server that tells of its own commits afterwards (`diwan.tells`) spares them
-- that; whatever else writes wakes the servers with its commit, as before.
create or replace function change_event_wake() returns trigger language plpgsql as $$
begin
	if current_setting('diwan.tells', true) is distinct from 'after' then
		perform pg_notify('diwan_change', '');
	end if;
	return null;
end $$;
