-- What leaves by e-mail: written by the transaction it tells of, sent afterwards, by whichever instance comes first.
create table mail (
	id uuid primary key,
	-- Stable over repetitions, so that a mail sent twice is shown once.
	message_id text not null unique,
	-- Whose end is the mail's end, too: `area:…`.
	about text not null,
	subject text not null,
	-- Until it is sent: whom it is for, what it says.
	recipient text,
	content jsonb check (jsonb_typeof(content) = 'object'),
	written_at timestamptz not null,
	-- The next attempt; while one is made, when another instance may think it has failed.
	due_at timestamptz not null,
	attempts smallint not null default 0,
	-- What the mail server said last, without addresses.
	last_error text,
	sent_at timestamptz,
	gave_up_at timestamptz,
	check (sent_at is null or gave_up_at is null),
	check ((sent_at is null) = (recipient is not null)),
	check ((recipient is null) = (content is null))
);
create index mail_due on mail (due_at) where sent_at is null and gave_up_at is null;
create index mail_about on mail (about);
grant select, insert, update, delete on mail to diwan_app;

-- Addresses are personal: anybody may cause a mail; the installation's own hand reads them, and whoever looks after it.
alter table mail enable row level security;
alter table mail force row level security;
create function acts_for_the_house() returns boolean stable language sql as
$$ select current_setting('diwan.kind', true) = 'system' $$;
create policy mail_written on mail for insert with check (sent_at is null and gave_up_at is null);
create policy mail_sent on mail using (acts_for_the_house() or actor_has_role('admin'))
	with check (acts_for_the_house() or actor_has_role('admin'));
