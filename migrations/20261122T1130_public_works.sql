-- What everybody may know of works: granted and running ones, without whatever could name or reach a person.

-- Free text with telephone and identity numbers taken out, in whichever digits and with whatever between them.
create function public_text(given text) returns text immutable parallel safe
language sql as $$
	select regexp_replace(
		regexp_replace(given, '[^[:space:]@]+@[^[:space:]@]+', '…', 'g'),
		'[+]?[0-9٠-٩۰-۹](?:[-[:space:]().]*[0-9٠-٩۰-۹]){6,}', '…', 'g')
$$;

-- The few that are open among all that ever were; those reported as finished, by when.
create index dig_open on dig (ends_on) where state in ('granted', 'running');
create index dig_finished on dig (updated_at) where state = 'finished';
