-- The number that a unit makes known to everybody: the governorate's call centre stands on public pages.
alter table unit add column call_number text check (call_number ~ '^[+]?[0-9]{3,15}$');
