-- Of which constraints an agency was asked by the check: what it agrees to no longer stands against a licence.
alter table permit_consultation add column subjects text[] not null default '{}' check (cardinality(subjects) <= 40);
