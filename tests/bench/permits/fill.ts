import type pg from 'pg';
import type { House } from './house.ts';

/**
 * So many cases of the last eight years, each the life of one real case led as far as its state: every row that the real
 * one has, with people of its own district, its own plot, days, numbers and keys. Nothing when they are there.
 * @param reference of the case that is multiplied: one that was issued.
 */
export async function fillCases(
	pool: pg.Pool,
	house: House,
	{ count, reference }: { count: number; reference: string }
): Promise<void> {
	console.log(`making ${count} cases ...`);
	const began = performance.now();
	const client = await pool.connect();
	try {
		await client.query('begin');
		// Rows are made as the keys and triggers want them; asking those 100,000 times over is not what is measured.
		await client.query(`set local session_replication_role = replica`);
		await client.query(`set local work_mem = '256MB'`);
		await client.query(
			'create temp table staff (district int, role text, n int, person_id bigint) on commit drop'
		);
		const rows = Object.entries(house.people).flatMap(([role, districts]) =>
			districts.flatMap((ids, district) => ids.map((person_id, n) => ({ district, role, n, person_id })))
		);
		await client.query(
			`insert into staff select * from jsonb_to_recordset($1::jsonb) as r(district int, role text, n int, person_id bigint)`,
			[JSON.stringify(rows)]
		);
		await client.query('analyze staff');
		await client.query(TEMPLATE, [reference]);
		await client.query(CASES, [count, house.units, house.engineers]);
		await client.query('create unique index on c (id)');
		await client.query('analyze c');
		for (const statement of ROWS) await client.query(statement);
		await client.query('commit');
	} catch (error) {
		await client.query('rollback');
		throw error;
	} finally {
		client.release();
	}
	await pool.query('vacuum analyze');
	console.log(`made in ${Math.round((performance.now() - began) / 1000)} s`);
}

/** The real case, and at which of its steps each duty came in. */
const TEMPLATE = `create temp table t on commit drop as
select p.id, p.version, p.kind, p.facts, p.footprint, st_xmin(p.geom) as x, st_ymin(p.geom) as y, p.created_at,
	(select version from permit_event e where e.permit_id = p.id and action = 'submit') as submitted,
	(select version from permit_event e where e.permit_id = p.id and action = 'take_in') as taken_in,
	(select version from permit_event e where e.permit_id = p.id and action = 'accept') as accepted,
	(select version from permit_event e where e.permit_id = p.id and action = 'assign') as assigned,
	(select version from permit_event e where e.permit_id = p.id and action = 'recommend') as recommended,
	(select version from permit_event e where e.permit_id = p.id and action = 'take_up') as taken_up,
	(select version from permit_event e where e.permit_id = p.id and action = 'approve') as approved,
	(select version from permit_event e where e.permit_id = p.id and action = 'issue') as issued,
	(select min(version) from permit_event e where e.permit_id = p.id and action = 'pay_fees') as paid
from permit p where p.reference = $1`;

/**
 * Four of five were issued, some refused, withdrawn or lapsed; the last fiftieth stands somewhere on its way. What ended
 * otherwise than issued has one step more, from where it stood.
 */
const CASES = `create temp table c on commit drop as
with numbered as (
	select i, i % 2 = 0 as window_case, hashint4(i) & 1023 as chance, now() - interval '8 years' * (1 - i / $1::float8) - interval '25 days' as opened_at,
		p.parcel_id, p.name, p.geom, p.district, p.x, p.y
	from (select i, 1 + i % (select count(*) from parcels) as n from generate_series(1, $1::int) i) i join (
		select row_number() over (order by md5(p.id::text)) as n, p.id as parcel_id, p.props ->> 'parcel_no' as name, p.geom,
			st_xmin(p.geom) as x, st_ymin(p.geom) as y,
			least(cardinality($2::bigint[]) - 1, floor(cardinality($2::bigint[]) * (st_xmin(p.geom) - e.west) / (e.east - e.west)))::int as district
		from parcels p, (select min(st_xmin(geom)) as west, max(st_xmax(geom)) as east from parcels) e
	) p using (n)
), ended as (
	select n.*, t.id as template, case
			when i > $1::int * 0.98 then 1 + chance % t.version
			when chance < 800 then t.version
			when chance < 880 then t.taken_up
			when chance < 950 then t.submitted + chance % (t.taken_up - t.submitted)
			when chance < 990 then t.taken_in
			else t.version end as cut,
		case when i > $1::int * 0.98 or chance < 800 then null when chance < 880 then 'refuse' when chance < 950 then 'withdraw'
			when chance < 990 then 'withdraw' else 'expire' end as last_action
	from numbered n, t
)
select e.*, (select max(id) from permit) + e.i as id,
	'BP-' || to_char(opened_at, 'YYYY') || '-' || lpad((row_number() over (partition by to_char(opened_at, 'YYYY') order by i)
		+ coalesce((select last from permit_reference r where r.prefix = 'BP' and r.year = to_char(opened_at, 'YYYY')::int), 0))::text, 6, '0') as reference,
	coalesce(case last_action when 'refuse' then 'refused' when 'withdraw' then 'withdrawn' when 'expire' then 'expired' end, v.to_state) as state,
	v.to_state as stood, e.cut + (last_action is not null)::int as version, ($2::bigint[])[e.district + 1] as unit_id,
	($3::bigint[])[1 + i % cardinality($3::bigint[])] as engineer,
	w.person_id as clerk, s.person_id as cashier, r.person_id as reviewer, h.person_id as approver, a.person_id as authority
from ended e
join permit_event v on v.permit_id = e.template and v.version = e.cut
join staff w on w.district = e.district and w.role = 'window_clerk' and w.n = e.i % 3
join staff s on s.district = e.district and s.role = 'cashier' and s.n = e.i % 2
join staff r on r.district = e.district and r.role = 'reviewer' and r.n = (e.i / 7) % 10
join staff h on h.district = e.district and h.role = 'head_of_engineering' and h.n = e.i % 2
join staff a on a.district = e.district and a.role = 'authority' and a.n = e.i % 2`;

const PERSON = `case x.duty when 'clerk' then c.clerk when 'cashier' then c.cashier when 'reviewer' then c.reviewer
	when 'approver' then c.approver when 'authority' then c.authority end`;

const ROWS = [
	`insert into permit (id, reference, kind, state, version, unit_id, channel, applied_on, address, parcel_id, parcel_name, geom,
		footprint, facts, submitted_at, certificate_on, accepted_at, decided_at, issued_at, expires_on, created_at, updated_at)
	overriding system value
	select c.id, c.reference, t.kind, c.state, c.version, c.unit_id, case when window_case then 'window' else 'portal' end,
		c.opened_at::date, 'شارع ' || (c.i % 300) || ' قطعة ' || c.name, c.parcel_id, c.name, c.geom,
		st_translate(t.footprint, c.x - t.x, c.y - t.y), t.facts,
		case when cut >= t.submitted then opened_at + interval '1 day' end,
		case when cut >= t.accepted then (opened_at + interval '3 days')::date end,
		case when cut >= t.accepted then opened_at + interval '4 days' end,
		case when cut >= t.approved or last_action = 'refuse' then opened_at + interval '20 days' end,
		case when cut >= t.issued then opened_at + interval '24 days' end,
		case when cut >= t.issued then (opened_at + interval '1 year')::date end, opened_at, opened_at + interval '25 days'
	from c, t`,
	`insert into permit_event (permit_id, version, action, from_state, to_state, duty, person_id, at, reason, detail, entered_at)
	with x as materialized (select e.*, case when e.from_state <> e.to_state then (select max(y.version) from permit_event y
			where y.permit_id = t.id and y.version < e.version and y.from_state is distinct from y.to_state) end as entered
		from t join permit_event e on e.permit_id = t.id)
	select c.id, x.version, x.action, x.from_state, x.to_state, case when x.duty = 'applicant' and window_case then 'clerk' else x.duty end,
		case when x.duty = 'applicant' and window_case then c.clerk else ${PERSON} end, c.opened_at + interval '1 day' * x.version, x.reason, x.detail,
		c.opened_at + interval '1 day' * x.entered
	from c, t, x where x.version <= c.cut`,
	`insert into permit_event (permit_id, version, action, from_state, to_state, duty, person_id, at, reason, entered_at)
	select c.id, c.version, last_action, stood, state, case last_action when 'refuse' then 'approver' when 'expire' then 'system' else 'clerk' end,
		case last_action when 'refuse' then approver when 'expire' then null else clerk end, opened_at + interval '25 days', 'سبب',
		(select max(y.at) from permit_event y where y.permit_id = c.id and y.from_state is distinct from y.to_state)
	from c where last_action is not null`,
	`insert into permit_hand (permit_id, person_id, duty, since, root_id)
	select c.id, x.person_id, x.duty, c.opened_at, c.id from c, t, lateral (values
		(c.clerk, 'clerk', case when window_case then 1 else t.taken_in end), (c.cashier, 'cashier', t.paid),
		(c.reviewer, 'reviewer', t.assigned), (c.approver, 'approver', t.taken_up), (c.authority, 'authority', t.issued))
		x(person_id, duty, version)
	where c.cut >= x.version or (x.duty = 'clerk' and last_action = 'withdraw')`,
	'insert into permit_applicant (permit_id, person_id) select id, engineer from c where not window_case',
	`insert into permit_words (permit_id, words) select p.id, permit_words_spaced(ar_norm(concat_ws(' ', p.reference, p.address, p.parcel_name))) from c join permit p using (id)`,
	`insert into permit_party (permit_id, part, name, national_id_sealed, phone, address, syndicate_no, office)
	select c.id, x.part, x.name || ' ' || c.i, x.national_id_sealed, x.phone, x.address, x.syndicate_no, x.office
	from c, t, permit_party x where x.permit_id = t.id`,
	`insert into permit_party_key (permit_id, part, key) select c.id, 'owner', sha256(convert_to('owner ' || c.i % 70000, 'UTF8')) from c`,
	`insert into permit_party_key (permit_id, part, key) select c.id, 'engineer', sha256(convert_to('office ' || c.i % 300, 'UTF8')) from c`,
	`insert into permit_access (permit_id, person_id, what, item, at, xact)
	select c.id, coalesce(c.authority, c.clerk), x.what, x.item, c.opened_at + interval '24 days', c.i::text
	from c, t, permit_access x where x.permit_id = t.id and c.cut >= t.issued`,
	`insert into permit_document (permit_id, kind, version, media_type, bytes, at)
	select c.id, x.kind, x.version, x.media_type, x.bytes, c.opened_at from c, t, permit_document x
	where x.permit_id = t.id and c.cut >= t.submitted`,
	`insert into permit_document_content (permit_id, kind, version, sha256)
	select c.id, x.kind, x.version, x.sha256 from c, t, permit_document_content x where x.permit_id = t.id and c.cut >= t.submitted`,
	`insert into permit_document_origin (permit_id, kind, version, file_name, person_id)
	select c.id, x.kind, x.version, x.file_name, case when window_case then c.clerk else c.engineer end
	from c, t, permit_document_origin x where x.permit_id = t.id and c.cut >= t.submitted`,
	`insert into permit_check (permit_id, n, at, judged_on, verdict, answer)
	select c.id, x.n, c.opened_at + interval '1 day', c.opened_at::date, x.verdict, x.answer
	from c, t, permit_check x where x.permit_id = t.id and c.cut >= t.submitted`,
	`insert into permit_account (id, permit_id, stage, permit_version, made_at, priced_on, basis, total) overriding system value
	select (select max(id) from permit_account) + c.i * 2 + (x.stage = 'issue')::int, c.id, x.stage, x.permit_version, c.opened_at, c.opened_at::date, x.basis, x.total
	from c, t, permit_account x where x.permit_id = t.id and c.cut >= case x.stage when 'intake' then t.submitted else t.approved end`,
	`insert into permit_account_line (account_id, position, fee, title_ar, title_en, exemption, formula_id, formula_version, formula_from,
		figures, amount, least, most, bound, unit_cost_ids, source, article, unverified)
	select a.id, x.position, x.fee, x.title_ar, x.title_en, x.exemption, x.formula_id, x.formula_version, x.formula_from,
		x.figures, x.amount, x.least, x.most, x.bound, x.unit_cost_ids, x.source, x.article, x.unverified
	from c join permit_account a on a.permit_id = c.id, t join permit_account o on o.permit_id = t.id
	join permit_account_line x on x.account_id = o.id where a.stage = o.stage`,
	`insert into permit_receipt (number, permit_id, stage, account_id, amount, method, gateway, paid_at, cashier_id)
	select 'RC-2010-' || lpad((a.id + 100)::text, 7, '0'), c.id, a.stage, a.id, a.total, 'cash', 'cash_desk', c.opened_at + interval '2 days', c.cashier
	from c, t, permit_account a where a.permit_id = c.id and a.total > 0 and c.cut >= case a.stage when 'intake' then t.paid else t.issued end`,
	`insert into permit_draw (permit_id, n, day, candidates, excluded, relaxed, picked, at)
	select c.id, 1, x.day, array(select person_id from staff s where s.district = c.district and role = 'reviewer' order by 1), '{}', false, c.reviewer, c.opened_at + interval '4 days'
	from c, t, permit_draw x where x.permit_id = t.id and c.cut >= t.assigned`,
	`insert into permit_recommendation (permit_id, n, outcome, conditions, reason, article, check_n, signed_at, person_id)
	select c.id, 1, x.outcome, x.conditions, x.reason, x.article, x.check_n, c.opened_at + interval '15 days', c.reviewer
	from c, t, permit_recommendation x where x.permit_id = t.id and c.cut >= t.recommended`,
	`insert into permit_certificate (id, kind, number, code, unit_id, permit_id, subject, parcel_id, parcel_name, geom, footprint, issued_at,
		issued_by, valid_until, content_sha256, proof) overriding system value
	select (select max(id) from permit_certificate) + c.i, 'licence', 'BL-2010-' || lpad(c.i::text, 7, '0'),
		regexp_replace(upper(substr(md5(c.i::text), 1, 13)), '(....)(....)(....)(.)', '\\1-\\2-\\3-\\4'), c.unit_id, c.id, null, c.parcel_id, c.name,
		c.geom, st_translate(t.footprint, c.x - t.x, c.y - t.y), c.opened_at + interval '24 days', c.authority, (c.opened_at + interval '1 year')::date,
		x.content_sha256, x.proof
	from c, t, permit_certificate x where x.permit_id = t.id and c.cut >= t.issued`,
	`insert into permit_certificate_content (certificate_id, content)
	select n.id, x.content from c join permit_certificate n on n.permit_id = c.id, t
	join permit_certificate o on o.permit_id = t.id join permit_certificate_content x on x.certificate_id = o.id`,
	`insert into permits (source, source_id, name_ar, name_en, kind, props, geom, updated_at)
	select 'diwan', p.reference, p.address, p.address, p.state, jsonb_strip_nulls(jsonb_build_object('type', p.kind, 'parcel', p.parcel_name,
		'floors', p.facts -> 'floors', 'applied_on', p.applied_on, 'expires_on', p.expires_on)), p.geom, p.updated_at
	from c join permit p on p.id = c.id where p.state <> 'draft'`,
	`insert into public_permits (permit_id, source_id, name_ar, name_en, kind, type, unit_id, parcel_no, plot_m2, floors, applied_on, accepted_on,
		decided_on, issued_on, expires_on, geom, footprint)
	select p.id, p.reference, p.address, p.address, public_permit_state(p.state, null, null), p.kind, p.unit_id, p.parcel_name,
		round(st_area(p.geom)::numeric, 1), (p.facts ->> 'floors')::int, p.applied_on, p.accepted_at::date, p.decided_at::date,
		p.issued_at::date, p.expires_on, p.geom, p.footprint
	from c join permit p on p.id = c.id where p.accepted_at is not null`,
	// Entries of the log as many as steps; their links are not what is measured.
	'create temp table ends on commit drop as select chain, max(seq) as last from audit_log group by chain',
	`insert into audit_log (chain, seq, at, actor_person_id, actor_kind, action, subject_type, subject_id, detail, prev_hash, hash)
	select x.permit_id % 8, coalesce(m.last, 0) + row_number() over (partition by x.permit_id % 8 order by x.permit_id, x.version), x.at, x.person_id,
		'person', 'permit.' || x.action, 'permit', x.permit_id::text, x.detail, sha256(x.permit_id::text::bytea), sha256(x.version::text::bytea)
	from c join permit_event x on x.permit_id = c.id left join ends m on m.chain = x.permit_id % 8`,
	`insert into permit_reference as r (prefix, year, last) select 'BP', split_part(reference, '-', 2)::int, max(split_part(reference, '-', 3)::int)
	from c group by 2 on conflict (prefix, year) do update set last = excluded.last`,
	...['permit', 'permit_account', 'permit_receipt', 'permit_certificate', 'permit_access'].map(
		(table) => `select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`
	)
];
