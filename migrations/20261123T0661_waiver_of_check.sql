-- A waiver is of what one check measured: of something worse it has to be given anew. 0: from before this was written down.
alter table permit_waiver add column check_n smallint not null default 0 check (check_n >= 0);
alter table permit_waiver drop constraint permit_waiver_pkey;
alter table permit_waiver add primary key (permit_id, rule, subject, check_n);
