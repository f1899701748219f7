-- Why a work cannot wait: what is urgent or an emergency passes rules that others keep. Foreign files may not tell.
alter table dig add column category_reason text
	check (btrim(category_reason) <> '' and length(category_reason) <= 1000);
