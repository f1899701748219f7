-- When a dig may work: weekends, periods with a name, hours of streets and schools. Rows are added and closed, never
-- rewritten. Defaults are unverified until the governorate confirms them, and screens say so.
-- Weekdays are 0 Saturday to 6 Friday; times are those of the clocks in Egypt, a `to` not after its `from` is past
-- midnight; days are both included.

create table dig_weekend (
	days smallint[] not null check (days <@ array[0, 1, 2, 3, 4, 5, 6]::smallint[]),
	valid_from date primary key,
	valid_to date check (valid_to >= valid_from),
	origin text not null,
	verified boolean not null default false,
	exclude using gist (daterange(valid_from, valid_to, '[]') with &&)
);
insert into dig_weekend (days, valid_from, origin) values ('{6,0}', '2000-01-01', 'أسبوع العمل الحكومي من الأحد إلى الخميس');
grant select on dig_weekend to diwan_app;

-- Years whose holidays and feasts are on record; of any other year they are computed when asked for.
create table dig_calendar_year (
	year smallint primary key check (year between 2020 and 2077),
	at timestamptz not null default now(),
	person_id bigint references person
);
grant select, insert on dig_calendar_year to diwan_app;

create table dig_calendar_period (
	id bigint generated always as identity primary key,
	kind text not null check (kind in ('holiday', 'ramadan', 'summer', 'term', 'exams', 'embargo')),
	name_ar text not null check (btrim(name_ar) <> '' and length(name_ar) <= 200),
	name_en text not null check (btrim(name_en) <> '' and length(name_en) <= 200),
	starts_on date not null,
	ends_on date not null check (ends_on >= starts_on),
	-- The hours of each day that an embargo closes.
	from_time time not null default '00:00',
	to_time time not null default '24:00',
	-- An embargo may hold only around a place.
	geom geometry(Point, 22992),
	radius_m double precision check (radius_m > 0),
	decree text check (length(decree) <= 200),
	state text not null default 'proposed' check (state in ('proposed', 'confirmed')),
	confirmed_at timestamptz,
	confirmed_by bigint references person,
	origin text not null,
	verified boolean not null default false,
	created_at timestamptz not null default now(),
	created_by bigint references person,
	closed_at timestamptz,
	closed_by bigint references person,
	close_reason text check (length(close_reason) <= 1000),
	check ((geom is null) = (radius_m is null)),
	check (kind = 'embargo' or (geom is null and from_time = '00:00' and to_time = '24:00')),
	check ((closed_at is null) = (close_reason is null))
);
create unique index dig_calendar_period_once on dig_calendar_period (kind, starts_on, name_ar)
	where closed_at is null;
create index dig_calendar_period_days on dig_calendar_period (starts_on, ends_on) where closed_at is null;
grant select, insert, update on dig_calendar_period to diwan_app;

create table dig_street_hours (
	id bigint generated always as identity primary key,
	street_class text not null check (street_class in ('main', 'collector', 'local', 'any')),
	purpose text not null check (purpose in ('traffic', 'prayer', 'evening', 'quiet')),
	seasons text[] not null
		check (cardinality(seasons) > 0 and seasons <@ array['ordinary', 'ramadan', 'summer', 'exams']),
	days smallint[] not null
		check (cardinality(days) > 0 and days <@ array[0, 1, 2, 3, 4, 5, 6]::smallint[]),
	on_holidays boolean not null default false,
	from_time time not null,
	to_time time not null,
	valid_from date not null,
	valid_to date check (valid_to >= valid_from),
	origin text not null,
	verified boolean not null default false,
	created_at timestamptz not null default now(),
	created_by bigint references person,
	closed_by bigint references person,
	close_reason text check (length(close_reason) <= 1000)
);
grant select, insert, update on dig_street_hours to diwan_app;

-- First and last bell of a shift: of one school, or of all with so many shifts (and of a kind).
create table dig_school_shift (
	id bigint generated always as identity primary key,
	school_id bigint references schools on delete cascade,
	shifts smallint check (shifts between 1 and 3),
	school_kind text check (length(school_kind) <= 60),
	shift smallint not null check (shift between 1 and 3),
	seasons text[] not null
		check (cardinality(seasons) > 0 and seasons <@ array['ordinary', 'ramadan', 'summer', 'exams']),
	days smallint[] not null
		check (cardinality(days) > 0 and days <@ array[0, 1, 2, 3, 4, 5, 6]::smallint[]),
	from_time time not null,
	to_time time not null,
	valid_from date not null,
	valid_to date check (valid_to >= valid_from),
	origin text not null,
	verified boolean not null default false,
	created_at timestamptz not null default now(),
	created_by bigint references person,
	closed_by bigint references person,
	close_reason text check (length(close_reason) <= 1000)
);
create index dig_school_shift_school on dig_school_shift (school_id);
grant select, insert, update on dig_school_shift to diwan_app;

-- The daily hours a dig keeps to; without a row it keeps to whatever is allowed.
create table dig_hours (
	dig_id bigint primary key references dig,
	from_time time not null,
	to_time time not null,
	-- The weekdays a shift begins on.
	days smallint[] not null
		check (cardinality(days) > 0 and days <@ array[0, 1, 2, 3, 4, 5, 6]::smallint[]),
	updated_at timestamptz not null default now(),
	updated_by bigint references person
);
grant select, insert, update, delete on dig_hours to diwan_app;

insert into dig_rule_parameter (rule, name, value, valid_from, origin) values
	('C7', 'school_reach_m', 200, '2000-01-01', 'Default of the rule'),
	('C7', 'school_margin_min', 30, '2000-01-01', 'Default of the rule'),
	('C8', 'cutoff_min', 990, '2000-01-01', 'Street Manager: after 16:30 counts as the next working day'),
	('C8', 'notice_urgent', 1, '2000-01-01', 'GIPOD: one working day'),
	('C8', 'notice_minor', 3, '2000-01-01', 'Street Manager: minor works, working days'),
	('C8', 'notice_standard', 10, '2000-01-01', 'Street Manager: standard works, working days'),
	('C8', 'notice_major', 20, '2000-01-01', 'GIPOD category 2: four weeks, working days');

insert into dig_street_hours
	(street_class, purpose, seasons, days, on_holidays, from_time, to_time, valid_from, origin)
values
	('main', 'traffic', '{ordinary,summer}', '{0,1,2,3,4,5}', false, '05:00', '22:00', '2000-01-01', 'القيمة الأولى للقاعدة'),
	('main', 'evening', '{summer}', '{0,1,2,3,4,5,6}', true, '22:00', '01:00', '2000-01-01', 'سهرات الصيف في مدينة ساحلية'),
	('main', 'traffic', '{ramadan}', '{0,1,2,3,4,5}', false, '08:00', '20:00', '2000-01-01', 'من الضحى إلى ما بعد الإفطار'),
	('main', 'evening', '{ramadan}', '{0,1,2,3,4,5,6}', true, '20:00', '02:00', '2000-01-01', 'صلاة التراويح وأسواق ليالي رمضان'),
	('collector', 'traffic', '{ordinary,summer}', '{1,2,3,4,5}', false, '07:00', '09:30', '2000-01-01', 'ذروة الصباح'),
	('collector', 'traffic', '{ordinary,summer}', '{1,2,3,4,5}', false, '13:30', '16:30', '2000-01-01', 'ذروة الظهيرة'),
	('collector', 'traffic', '{ramadan}', '{0,1,2,3,4,5}', false, '09:00', '10:30', '2000-01-01', 'ذروة الصباح في رمضان'),
	('collector', 'traffic', '{ramadan}', '{0,1,2,3,4,5,6}', true, '15:00', '18:30', '2000-01-01', 'الساعات السابقة للإفطار'),
	('collector', 'evening', '{ramadan}', '{0,1,2,3,4,5,6}', true, '20:30', '01:00', '2000-01-01', 'صلاة التراويح وأسواق ليالي رمضان'),
	('local', 'quiet', '{ordinary,summer}', '{0,1,2,3,4,5,6}', true, '22:00', '07:00', '2000-01-01', 'كود الرياض: العمل في المناطق السكنية من 07:00'),
	('local', 'quiet', '{ramadan}', '{0,1,2,3,4,5,6}', true, '03:00', '09:00', '2000-01-01', 'راحة ما بعد السحور'),
	('any', 'prayer', '{ordinary,summer,ramadan}', '{6}', true, '11:00', '14:00', '2000-01-01', 'صلاة الجمعة');

insert into dig_school_shift (shifts, school_kind, shift, seasons, days, from_time, to_time, valid_from, origin) values
	(1, null, 1, '{ordinary}', '{1,2,3,4,5}', '08:00', '14:30', '2000-01-01', 'المعتاد في اليوم الكامل'),
	(2, null, 1, '{ordinary}', '{1,2,3,4,5}', '07:30', '12:00', '2000-01-01', 'المعتاد في الفترة الصباحية'),
	(2, null, 2, '{ordinary}', '{1,2,3,4,5}', '12:15', '17:15', '2000-01-01', 'المعتاد في الفترة المسائية'),
	(1, null, 1, '{ramadan}', '{1,2,3,4,5}', '09:00', '13:00', '2000-01-01', 'المعتاد في رمضان'),
	(2, null, 1, '{ramadan}', '{1,2,3,4,5}', '09:00', '11:30', '2000-01-01', 'المعتاد في الفترة الصباحية في رمضان'),
	(2, null, 2, '{ramadan}', '{1,2,3,4,5}', '11:45', '15:30', '2000-01-01', 'المعتاد في الفترة المسائية في رمضان'),
	(null, 'secondary', 1, '{exams}', '{0,1,2,3,4,5}', '09:00', '12:00', '2000-01-01', 'المعتاد في امتحانات الثانوية العامة');

insert into dig_calendar_year (year) values (2026), (2027);
insert into dig_calendar_period (kind, name_ar, name_en, starts_on, ends_on, origin) values
	('term', 'الفصل الدراسي الثاني 2025/2026', 'Second term 2025/2026', '2026-02-07', '2026-06-11', 'خطة وزارة التربية والتعليم كما نشرتها الصحف'),
	('exams', 'امتحانات الثانوية العامة 2026', 'General certificate exams 2026', '2026-06-14', '2026-07-16', 'كالأعوام السابقة'),
	('term', 'الفصل الدراسي الأول 2026/2027', 'First term 2026/2027', '2026-09-19', '2027-01-21', 'كالأعوام السابقة'),
	('term', 'الفصل الدراسي الثاني 2026/2027', 'Second term 2026/2027', '2027-02-06', '2027-06-10', 'كالأعوام السابقة'),
	('exams', 'امتحانات الثانوية العامة 2027', 'General certificate exams 2027', '2027-06-13', '2027-07-15', 'كالأعوام السابقة'),
	('term', 'الفصل الدراسي الأول 2027/2028', 'First term 2027/2028', '2027-09-18', '2028-01-20', 'كالأعوام السابقة'),
	('summer', 'موسم الصيف 2026', 'Summer season 2026', '2026-06-15', '2026-09-15', 'موسم الشواطئ'),
	('summer', 'موسم الصيف 2027', 'Summer season 2027', '2027-06-15', '2027-09-15', 'موسم الشواطئ'),
	('embargo', 'عيد الميلاد المجيد', 'Coptic Christmas', '2026-01-06', '2026-01-07', 'المعتاد في العيد'),
	('holiday', 'عيد الميلاد المجيد', 'Coptic Christmas', '2026-01-07', '2026-01-07', 'الإجازات الرسمية للدولة'),
	('holiday', 'ثورة 25 يناير وعيد الشرطة', 'Revolution of 25 January and Police Day', '2026-01-25', '2026-01-25', 'الإجازات الرسمية للدولة'),
	('ramadan', 'رمضان 1447', 'Ramadan 1447', '2026-02-18', '2026-03-19', 'تقويم أم القرى (حساب)'),
	('embargo', 'عيد الفطر المبارك', 'Eid al-Fitr', '2026-03-20', '2026-03-22', 'تقويم أم القرى (حساب)'),
	('holiday', 'عيد الفطر المبارك', 'Eid al-Fitr', '2026-03-20', '2026-03-22', 'تقويم أم القرى (حساب)'),
	('embargo', 'عيد القيامة المجيد', 'Coptic Easter', '2026-04-11', '2026-04-12', 'حساب عيد القيامة للكنيسة القبطية'),
	('holiday', 'شم النسيم', 'Sham el-Nessim', '2026-04-13', '2026-04-13', 'حساب عيد القيامة للكنيسة القبطية'),
	('holiday', 'عيد تحرير سيناء', 'Sinai Liberation Day', '2026-04-25', '2026-04-25', 'الإجازات الرسمية للدولة'),
	('holiday', 'عيد العمال', 'Labour Day', '2026-05-01', '2026-05-01', 'الإجازات الرسمية للدولة'),
	('embargo', 'وقفة عرفات وعيد الأضحى المبارك', 'Arafat Day and Eid al-Adha', '2026-05-26', '2026-05-29', 'تقويم أم القرى (حساب)'),
	('holiday', 'وقفة عرفات وعيد الأضحى المبارك', 'Arafat Day and Eid al-Adha', '2026-05-26', '2026-05-29', 'تقويم أم القرى (حساب)'),
	('holiday', 'رأس السنة الهجرية', 'Hijri New Year', '2026-06-17', '2026-06-17', 'جدول الإجازات الرسمية 2026 كما نشرته الصحف'),
	('holiday', 'ثورة 30 يونيو', 'Revolution of 30 June', '2026-06-30', '2026-06-30', 'الإجازات الرسمية للدولة'),
	('holiday', 'عيد ثورة 23 يوليو', 'Revolution of 23 July', '2026-07-23', '2026-07-23', 'الإجازات الرسمية للدولة'),
	('holiday', 'المولد النبوي الشريف', 'Prophet’s Birthday', '2026-08-26', '2026-08-26', 'جدول الإجازات الرسمية 2026 كما نشرته الصحف'),
	('holiday', 'عيد القوات المسلحة', 'Armed Forces Day', '2026-10-06', '2026-10-06', 'الإجازات الرسمية للدولة'),
	('embargo', 'عيد الميلاد المجيد', 'Coptic Christmas', '2027-01-06', '2027-01-07', 'المعتاد في العيد'),
	('holiday', 'عيد الميلاد المجيد', 'Coptic Christmas', '2027-01-07', '2027-01-07', 'الإجازات الرسمية للدولة'),
	('holiday', 'ثورة 25 يناير وعيد الشرطة', 'Revolution of 25 January and Police Day', '2027-01-25', '2027-01-25', 'الإجازات الرسمية للدولة'),
	('ramadan', 'رمضان 1448', 'Ramadan 1448', '2027-02-08', '2027-03-08', 'تقويم أم القرى (حساب)'),
	('embargo', 'عيد الفطر المبارك', 'Eid al-Fitr', '2027-03-09', '2027-03-11', 'تقويم أم القرى (حساب)'),
	('holiday', 'عيد الفطر المبارك', 'Eid al-Fitr', '2027-03-09', '2027-03-11', 'تقويم أم القرى (حساب)'),
	('holiday', 'عيد تحرير سيناء', 'Sinai Liberation Day', '2027-04-25', '2027-04-25', 'الإجازات الرسمية للدولة'),
	('embargo', 'عيد القيامة المجيد', 'Coptic Easter', '2027-05-01', '2027-05-02', 'حساب عيد القيامة للكنيسة القبطية'),
	('holiday', 'عيد العمال', 'Labour Day', '2027-05-01', '2027-05-01', 'الإجازات الرسمية للدولة'),
	('holiday', 'شم النسيم', 'Sham el-Nessim', '2027-05-03', '2027-05-03', 'حساب عيد القيامة للكنيسة القبطية'),
	('embargo', 'وقفة عرفات وعيد الأضحى المبارك', 'Arafat Day and Eid al-Adha', '2027-05-15', '2027-05-18', 'تقويم أم القرى (حساب)'),
	('holiday', 'وقفة عرفات وعيد الأضحى المبارك', 'Arafat Day and Eid al-Adha', '2027-05-15', '2027-05-18', 'تقويم أم القرى (حساب)'),
	('holiday', 'رأس السنة الهجرية', 'Hijri New Year', '2027-06-06', '2027-06-06', 'تقويم أم القرى (حساب)'),
	('holiday', 'ثورة 30 يونيو', 'Revolution of 30 June', '2027-06-30', '2027-06-30', 'الإجازات الرسمية للدولة'),
	('holiday', 'عيد ثورة 23 يوليو', 'Revolution of 23 July', '2027-07-23', '2027-07-23', 'الإجازات الرسمية للدولة'),
	('holiday', 'المولد النبوي الشريف', 'Prophet’s Birthday', '2027-08-14', '2027-08-14', 'تقويم أم القرى (حساب)'),
	('holiday', 'عيد القوات المسلحة', 'Armed Forces Day', '2027-10-06', '2027-10-06', 'الإجازات الرسمية للدولة');
