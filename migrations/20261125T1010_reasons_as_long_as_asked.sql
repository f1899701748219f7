-- What a reviewer may sign in so many letters is kept in so many beside the step, and an auditor's reason like all others.

alter table permit_event drop constraint permit_event_reason_check,
	add constraint permit_event_reason_check check (btrim(reason) <> '' and length(reason) <= 4000);
alter table permit_draw drop constraint permit_draw_reason_check,
	add constraint permit_draw_reason_check check (btrim(reason) <> '' and length(reason) <= 2000);
