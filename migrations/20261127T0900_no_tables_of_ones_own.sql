-- A temporary table stands before the table of its name, also for the functions that judge a statement, and a trigger
-- on it may do what only triggers of cases may: the application's role makes none.
do $$
begin
	execute format('revoke temporary on database %I from public', current_database());
end $$;
