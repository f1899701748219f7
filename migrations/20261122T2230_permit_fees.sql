-- What permits pay, as dated rows that are never edited: a change is a new row from a day on. Money is whole piastres,
-- quantities are hundredths, shares millionths.

create table permit_fee_formula (
	id bigint generated always as identity primary key,
	fee text not null check (fee ~ '^[a-z][a-z0-9_]{0,39}$'),
	-- The use of a unit cost, the name of an exemption.
	variant text check (variant ~ '^[a-z][a-z0-9_]{0,39}$'),
	-- Null: in towns and villages; of every type.
	place text check (place in ('city', 'village')),
	permit_type text check (permit_type in ('statement', 'new', 'added_floors', 'amendment', 'completion',
		'strengthening', 'demolition', 'finishing', 'fence', 'conformity', 'reconciliation')),
	version integer not null check (version > 0),
	title_ar text not null check (btrim(title_ar) <> '' and length(title_ar) <= 200),
	title_en text not null check (btrim(title_en) <> '' and length(title_en) <= 200),
	stage text check (stage in ('statement', 'intake', 'issue', 'completion')),
	formula jsonb not null check (jsonb_typeof(formula) = 'object' and formula ->> 'kind' in ('flat', 'per_unit',
		'tiered', 'percent', 'unit_cost', 'exemption', 'ended')),
	valid_from date not null,
	-- The days on which it holds; empty when another row of the same first day replaced it.
	holds daterange not null,
	source text not null check (btrim(source) <> '' and length(source) <= 500),
	article text check (btrim(article) <> '' and length(article) <= 200),
	verified boolean not null default false,
	created_at timestamptz not null default now(),
	created_by bigint references person,
	check ((stage is null) = (variant is not null)),
	check (isempty(holds) or lower(holds) = valid_from),
	constraint permit_fee_formula_one_a_day exclude using gist (fee with =, (coalesce(variant, '')) with =,
		(coalesce(place, '')) with =, (coalesce(permit_type, '')) with =, holds with &&)
);
create unique index permit_fee_formula_version
	on permit_fee_formula (fee, coalesce(variant, ''), coalesce(place, ''), coalesce(permit_type, ''), version);

-- A new row takes its place among those of its scope: it holds until the next one begins, and the one before it ends.
-- Only this may shorten a row: the application can add rows and nothing else.
create function permit_fee_formula_takes_place() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
	following date;
begin
	perform pg_advisory_xact_lock(4213, 22);
	select coalesce(max(f.version), 0) + 1,
		min(f.valid_from) filter (where f.valid_from > new.valid_from and not isempty(f.holds))
	into new.version, following
	from permit_fee_formula f
	where f.fee = new.fee and f.variant is not distinct from new.variant
		and f.place is not distinct from new.place and f.permit_type is not distinct from new.permit_type;
	update permit_fee_formula f
	set holds = case when f.valid_from = new.valid_from then 'empty'::daterange
		else daterange(f.valid_from, new.valid_from) end
	where f.fee = new.fee and f.variant is not distinct from new.variant
		and f.place is not distinct from new.place and f.permit_type is not distinct from new.permit_type
		and f.holds @> new.valid_from;
	new.holds := daterange(new.valid_from, following);
	return new;
end $$;
revoke all on function permit_fee_formula_takes_place() from public;
create trigger permit_fee_formula_takes_place before insert on permit_fee_formula
	for each row execute function permit_fee_formula_takes_place();
grant select, insert on permit_fee_formula to diwan_app;

-- The examples that could be found. None is confirmed, sources contradict each other, and screens say so.
insert into permit_fee_formula (fee, place, permit_type, title_ar, title_en, stage, formula, valid_from, source) values
	('site_statement', 'village', null, 'بيان صلاحية الموقع', 'Site statement', 'statement',
		'{"kind": "flat", "amount": 11400}', '2000-01-01', 'أخبار اليوم (بلا تاريخ)، لم تراجع'),
	('site_statement', 'city', null, 'بيان صلاحية الموقع', 'Site statement', 'statement',
		'{"kind": "flat", "amount": 20000}', '2000-01-01', 'أخبار اليوم (بلا تاريخ)، لم تراجع'),
	('examination', 'village', null, 'فحص الملف', 'Examination of the file', 'intake',
		'{"kind": "flat", "amount": 1000}', '2000-01-01', 'أخبار اليوم واليوم السابع: من 10 إلى 20 جنيها، لم تراجع'),
	('examination', 'city', null, 'فحص الملف', 'Examination of the file', 'intake',
		'{"kind": "flat", "amount": 2000}', '2000-01-01', 'أخبار اليوم واليوم السابع: من 10 إلى 20 جنيها، لم تراجع'),
	('licence_issue', 'city', null, 'إصدار الترخيص', 'Issue of the licence', 'issue',
		'{"kind": "per_unit", "of": "floors", "rate": 5000}', '2000-01-01', 'أخبار اليوم: 50 جنيها للدور في المدينة، لم تراجع'),
	('licence_issue', 'village', null, 'إصدار الترخيص', 'Issue of the licence', 'issue',
		'{"kind": "per_unit", "of": "floors", "rate": 2500}', '2000-01-01', 'أخبار اليوم: 25 جنيها للدور في القرية، لم تراجع'),
	('licence_issue', null, 'demolition', 'إصدار ترخيص الهدم', 'Issue of the demolition licence', 'issue',
		'{"kind": "per_unit", "of": "floors", "rate": 20000, "max": 100000,
			"index": {"rate": 30000, "since": "2009-02-01", "bounds": true}}', '2000-01-01',
		'أخبار اليوم: 200 جنيه للدور بحد أقصى 1000 وتزاد 3% سنويا من فبراير 2009، لم تراجع'),
	('quality_tax', 'city', null, 'ضريبة الجودة', 'Quality tax', 'issue',
		'{"kind": "flat", "amount": 6000}', '2000-01-01', 'أخبار اليوم (بلا تاريخ)، لم تراجع'),
	('quality_tax', 'village', null, 'ضريبة الجودة', 'Quality tax', 'issue',
		'{"kind": "flat", "amount": 3000}', '2000-01-01', 'أخبار اليوم (بلا تاريخ)، لم تراجع'),
	('services', null, null, 'خدمات', 'Services', 'issue',
		'{"kind": "flat", "amount": 1000}', '2000-01-01', 'أخبار اليوم (بلا تاريخ)، لم تراجع'),
	('licence_rate', null, null, 'نسبة من قيمة الأعمال', 'Rate on the value of the works', 'issue',
		'{"kind": "percent", "rate": 2000}', '2000-01-01',
		'كنانة أونلاين: 0.2%، والصحف تذكر 2%: متعارضة، لم تراجع'),
	('insurance_pool', null, null, 'مجمعة التأمين', 'Insurance pool', 'issue',
		'{"kind": "percent", "rate": 2000, "when": [{"of": "works_value", "from": 100000000}, {"of": "floors", "from": 400}]}',
		'2000-01-01', 'كنانة أونلاين: 0.2% من التكلفة، لأعمال المادة 46، لم تراجع'),
	('insurance_document', null, null, 'إصدار وثيقة التأمين', 'Issue of the insurance document', 'issue',
		'{"kind": "flat", "amount": 12500, "when": [{"of": "works_value", "from": 100000000}, {"of": "floors", "from": 400}]}',
		'2000-01-01', 'كنانة أونلاين: من 125 إلى 300 جنيه، لم تراجع'),
	('excavation_deposit', null, null, 'تأمين الحفر والمرافق', 'Excavation and utilities deposit', 'issue',
		'{"kind": "per_unit", "of": "ground_area", "rate": 400}', '2000-01-01',
		'كنانة أونلاين: 4 جنيهات للمتر المربع من الدور الأرضي، لم تراجع'),
	('civil_protection', null, null, 'الحماية المدنية', 'Civil protection', 'issue',
		'{"kind": "per_unit", "of": "ground_area", "rate": 100,
			"when": [{"of": "plot_area", "over": 40000}, {"of": "height", "over": 1600}]}', '2000-01-01',
		'كنانة أونلاين: جنيه للمتر المربع لما تزيد مساحته على 400 م² أو ارتفاعه على 16 م، لم تراجع'),
	('conformity_certificate', null, null, 'شهادة المطابقة', 'Conformity certificate', 'completion',
		'{"kind": "flat", "amount": 100000}', '2000-01-01', 'أخبار اليوم (بلا تاريخ)، لم تراجع');
insert into permit_fee_formula (fee, variant, title_ar, title_en, formula, valid_from, source) values
	('works_value', 'residential', 'سكني', 'Residential', '{"kind": "unit_cost", "rate": 400000}', '2000-01-01',
		'القيمة الأولى في النظام، لم تعتمد'),
	('works_value', 'commercial', 'تجاري', 'Commercial', '{"kind": "unit_cost", "rate": 500000}', '2000-01-01',
		'القيمة الأولى في النظام، لم تعتمد'),
	('works_value', 'administrative', 'إداري', 'Administrative', '{"kind": "unit_cost", "rate": 500000}', '2000-01-01',
		'القيمة الأولى في النظام، لم تعتمد'),
	('works_value', 'industrial', 'صناعي', 'Industrial', '{"kind": "unit_cost", "rate": 450000}', '2000-01-01',
		'القيمة الأولى في النظام، لم تعتمد'),
	('works_value', 'parking', 'انتظار سيارات', 'Parking', '{"kind": "unit_cost", "rate": 350000}', '2000-01-01',
		'القيمة الأولى في النظام، لم تعتمد'),
	('works_value', 'fence', 'سور (بالمتر الطولي)', 'Fence (by the metre)', '{"kind": "unit_cost", "rate": 150000}', '2000-01-01',
		'القيمة الأولى في النظام، لم تعتمد');
