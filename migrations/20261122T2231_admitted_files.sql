-- Documents of permit files: drawings are kept too, and what a virus scanner said of a file.
alter table stored_file drop constraint stored_file_media_type_check;
alter table stored_file add constraint stored_file_media_type_check check (media_type in ('image/jpeg', 'image/png',
	'image/webp', 'application/pdf', 'image/vnd.dxf'));

-- Every look at a file; one that was never looked at has no row. What is infected is not kept at all.
create table stored_file_scan (
	id bigint generated always as identity primary key,
	sha256 text not null references stored_file,
	at timestamptz not null,
	state text not null check (state = 'clean'),
	engine text not null check (btrim(engine) <> '' and length(engine) <= 200)
);
create index stored_file_scan_sha256 on stored_file_scan (sha256, at desc);
grant select, insert on stored_file_scan to diwan_app;
