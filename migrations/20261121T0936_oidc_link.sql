-- Whose account an identity at the governorate's identity provider is. Names and addresses over there can change
-- hands; the provider's own subject never does, so after the first match only it counts.
create table auth.oidc_link (
	issuer text not null,
	subject text not null,
	person_id bigint not null references public.person on delete cascade,
	linked_at timestamptz not null default now(),
	primary key (issuer, subject),
	unique (issuer, person_id)
);
create index oidc_link_person on auth.oidc_link (person_id);
