-- What digs pay: a dated tariff, the accounts drawn up by it, receipts, and the deposits that are held.
-- Money is whole piastres.

-- Prices by the grade of the road (decree 395/1956, arts 1-2) and the surface, and the rates beside them. No price
-- list could be found, so these are first values to be replaced, and screens say that they are unverified.
-- Rows are added and closed, never rewritten.
create table dig_tariff (
	id bigint generated always as identity primary key,
	item text not null check (item in ('restoration', 'supervision_rate', 'supervision_flat', 'deposit_rate',
		'minimum', 'emergency_factor', 'overrun_day')),
	grade text check (grade in ('excellent', 'first', 'second', 'third', 'unpaved_first', 'unpaved_second')),
	surface text check (surface in ('asphalt', 'concrete', 'tiles', 'unpaved')),
	-- Piastres (restoration: for a square metre; overrun: for a day), rates in hundredths of a percent, the factor
	-- in hundredths.
	value bigint not null check (value between 0 and 100000000000),
	valid_from date not null,
	valid_to date check (valid_to >= valid_from),
	origin text not null check (btrim(origin) <> '' and length(origin) <= 200),
	verified boolean not null default false,
	created_at timestamptz not null default now(),
	created_by bigint references person,
	closed_by bigint references person,
	close_reason text check (length(close_reason) <= 1000),
	check ((grade is not null) = (item in ('restoration', 'overrun_day'))),
	check ((surface is not null) = (item = 'restoration')),
	exclude using gist (item with =, (coalesce(grade, '')) with =, (coalesce(surface, '')) with =,
		daterange(valid_from, valid_to, '[]') with &&)
);
grant select, insert, update on dig_tariff to diwan_app;
insert into dig_tariff (item, grade, surface, value, valid_from, origin) values
	('restoration', 'excellent', 'asphalt', 90000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('restoration', 'first', 'asphalt', 75000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('restoration', 'second', 'asphalt', 60000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('restoration', 'third', 'asphalt', 45000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('restoration', 'excellent', 'concrete', 110000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('restoration', 'first', 'concrete', 95000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('restoration', 'second', 'concrete', 80000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('restoration', 'third', 'concrete', 65000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('restoration', 'excellent', 'tiles', 70000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('restoration', 'first', 'tiles', 60000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('restoration', 'second', 'tiles', 50000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('restoration', 'third', 'tiles', 40000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('restoration', 'excellent', 'unpaved', 12000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('restoration', 'first', 'unpaved', 10000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('restoration', 'second', 'unpaved', 8000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('restoration', 'third', 'unpaved', 6000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('restoration', 'unpaved_first', 'unpaved', 6000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('restoration', 'unpaved_second', 'unpaved', 4000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('overrun_day', 'excellent', null, 500000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('overrun_day', 'first', null, 300000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('overrun_day', 'second', null, 200000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('overrun_day', 'third', null, 100000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('overrun_day', 'unpaved_first', null, 50000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('overrun_day', 'unpaved_second', null, 30000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('supervision_rate', null, null, 1000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('deposit_rate', null, null, 2500, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('minimum', null, null, 50000, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد'),
	('emergency_factor', null, null, 200, '2000-01-01', 'القيمة الأولى في النظام، لم تعتمد');

-- The grade of the road as the register of roads has it, where the map does not know.
create table dig_road_grade (
	dig_id bigint primary key references dig,
	grade text not null check (grade in ('excellent', 'first', 'second', 'third', 'unpaved_first', 'unpaved_second')),
	reason text not null check (btrim(reason) <> '' and length(reason) <= 1000),
	updated_at timestamptz not null default now(),
	updated_by bigint references person
);
grant select, insert, update, delete on dig_road_grade to diwan_app;

-- An account as it was drawn up. The one without `superseded_at` holds.
create table dig_account (
	id bigint generated always as identity primary key,
	dig_id bigint not null references dig,
	dig_version integer not null,
	made_at timestamptz not null default now(),
	made_by bigint references person,
	-- What it was made from.
	basis jsonb not null check (jsonb_typeof(basis) = 'object'),
	restoration bigint not null check (restoration >= 0),
	minimum bigint not null check (minimum >= 0),
	supervision bigint not null check (supervision >= 0),
	total bigint not null check (total = restoration + minimum + supervision),
	deposit bigint not null check (deposit >= 0),
	superseded_at timestamptz
);
create unique index dig_account_holding on dig_account (dig_id) where superseded_at is null;
grant select, insert, update on dig_account to diwan_app;

create table dig_account_line (
	account_id bigint not null references dig_account,
	position smallint not null check (position > 0),
	item text not null,
	grade text,
	surface text,
	protected boolean not null,
	from_on date not null,
	to_on date not null check (to_on >= from_on),
	of_days integer not null check (of_days >= to_on - from_on + 1),
	quantity bigint not null check (quantity >= 0),
	price bigint not null check (price >= 0),
	factor bigint not null check (factor >= 0),
	formula text not null,
	amount bigint not null check (amount >= 0),
	tariff_ids bigint[] not null check (cardinality(tariff_ids) > 0),
	tariff_from date not null,
	verified boolean not null,
	primary key (account_id, position)
);
grant select, insert on dig_account_line to diwan_app;

-- The last number given out in a year; its row lock makes numbers gapless.
create table dig_receipt_number (
	year smallint primary key,
	last integer not null check (last > 0)
);
grant select, insert, update on dig_receipt_number to diwan_app;

create table dig_receipt (
	id bigint generated always as identity primary key,
	number text not null unique check (number ~ '^RC-\d{4}-\d{6,}$'),
	dig_id bigint not null references dig,
	charge text not null check (charge in ('fees', 'deposit', 'overrun')),
	amount bigint not null check (amount > 0),
	method text not null check (method in ('cash', 'cheque', 'transfer', 'card')),
	document text check (btrim(document) <> '' and length(document) <= 100),
	paid_at timestamptz not null,
	cashier_id bigint references person,
	cancelled_at timestamptz,
	cancelled_by bigint references person,
	cancel_reason text check (btrim(cancel_reason) <> '' and length(cancel_reason) <= 1000),
	check ((cancelled_at is null) = (cancel_reason is null))
);
create index dig_receipt_dig on dig_receipt (dig_id);
create index dig_receipt_paid_at on dig_receipt (paid_at);
grant select, insert, update on dig_receipt to diwan_app;

-- What happens to deposits: only added to.
create table dig_deposit_move (
	id bigint generated always as identity primary key,
	dig_id bigint not null references dig,
	kind text not null check (kind in ('held', 'cancelled', 'released', 'forfeited')),
	amount bigint not null check (amount > 0),
	receipt_id bigint references dig_receipt,
	at timestamptz not null,
	person_id bigint references person,
	reason text check (btrim(reason) <> '' and length(reason) <= 1000),
	check ((kind in ('held', 'cancelled')) = (receipt_id is not null)),
	check (kind = 'held' or reason is not null)
);
create index dig_deposit_move_dig on dig_deposit_move (dig_id);
grant select, insert on dig_deposit_move to diwan_app;

-- The last day of the guarantee of the restored surface; the deposit is held until then.
alter table dig add column if not exists guarantee_until date;
