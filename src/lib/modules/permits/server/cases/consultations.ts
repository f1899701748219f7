import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import type { InputOf, KeptCheck, ProposedAgency } from '../../rules/index.ts';
import { lastCheck } from './last-check.ts';
import type { CaseRow } from './columns.ts';
import { demandUnnamed } from './names.ts';
import { readTerms } from './settings.ts';

/** An agency whose constraints the last check met, as it is proposed. */
export type AgencyOfCheck = ProposedAgency & { id: string; asked: boolean };

/**
 * The agencies of the constraints that a check met: by the code or the name that the constraint gives, whose unit it is.
 */
export async function agenciesOfCheck(
	db: Tx['db'],
	permitId: string,
	check: KeptCheck | null
): Promise<AgencyOfCheck[]> {
	const met = (check?.answer.results ?? []).filter(
		(r) =>
			r.rule === 'R16' && r.status === 'fail' && r.reason === 'agency_asked' && /^\d{1,18}$/.test(r.of ?? '')
	);
	if (met.length === 0) return [];
	const { rows } = await sql<AgencyOfCheck>`select u.id::text,
			jsonb_build_object('code', u.code, 'name', jsonb_build_object('ar', u.name_ar, 'en', u.name_en)) as unit,
			left(string_agg(distinct coalesce(c.name_ar, c.kind), '، '), 300) as about, array_agg(distinct c.kind) as subjects,
			exists (select from permit_consultation a where a.permit_id = ${permitId}::bigint and a.unit_id = u.id) as asked
		from constraints c cross join lateral (select n.id, n.code, n.name_ar, n.name_en from unit n
			where n.valid and (n.code = lower(c.props ->> 'agency') or ar_norm(n.name_ar) = ar_norm(c.props ->> 'agency'))
			order by n.code = lower(c.props ->> 'agency') desc, n.id limit 1) u
		where c.id = any(${met.map((r) => r.of)}::bigint[])
		group by u.id, u.code, u.name_ar, u.name_en order by u.code`.execute(db);
	return rows;
}

/**
 * Asks agencies, by the codes of their units; and those whose constraints the check met, whether they were named or not.
 * @returns the codes of all that were asked.
 * @throws DomainError `invalid_input` for an unknown one, one that was asked, and where there is nobody to ask.
 */
export async function askAgencies(
	ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	{ agencies }: InputOf<'consult'>
): Promise<string[]> {
	const permitId = found.id;
	await demandUnnamed(
		tx,
		found,
		agencies.map(({ about }, i) => ({ path: `agencies.${i}.about`, text: about }))
	);
	const now = ctx.now();
	const terms = await readTerms(tx.db, now);
	const due = terms.dueIn(terms.value('consultation_days'));
	const met = await agenciesOfCheck(tx.db, permitId, await lastCheck(tx.db, permitId));
	const wrong = (path: string, code: string) =>
		new DomainError('invalid_input', { fields: [{ path, code }] });
	const asked = new Map<string, { code: string; about: string }>();
	for (const [i, { unit, about }] of agencies.entries()) {
		const { rows } = await sql<{
			id: string;
			code: string;
			asked: boolean;
		}>`select u.id::text, u.code, exists (select from permit_consultation c
			where c.permit_id = ${permitId} and c.unit_id = u.id) as asked from unit u
			where u.valid and (u.code = ${unit} or u.id::text = ${unit}) order by u.code = ${unit} desc limit 1`.execute(
			tx.db
		);
		const path = `agencies.${i}.unit`;
		if (!rows[0]) throw wrong(path, 'permit_agency_unknown');
		if (rows[0].asked || asked.has(rows[0].id)) throw wrong(path, 'permit_agency_asked');
		asked.set(rows[0].id, { code: rows[0].code, about });
	}
	for (const { id, unit, about, asked: before } of met)
		if (!before && !asked.has(id)) asked.set(id, { code: unit.code, about });
	if (asked.size === 0) throw wrong('agencies', 'permit_agency_none');
	for (const [id, { about }] of asked) {
		const subjects = met.find((agency) => agency.id === id)?.subjects ?? [];
		await sql`insert into permit_consultation (permit_id, unit_id, about, asked_at, due_on, subjects)
			values (${permitId}, ${id}, ${about}, ${now}, ${due}, ${subjects}::text[])`.execute(tx.db);
	}
	return [...asked.values()].map(({ code }) => code);
}

/** Agencies whose constraints the check met, that nobody asked and whose constraints nobody waived; by their codes. */
export async function agenciesDue(db: Tx['db'], permitId: string, check: KeptCheck): Promise<string[]> {
	const left = (await agenciesOfCheck(db, permitId, check)).filter((agency) => !agency.asked);
	if (left.length === 0) return [];
	const { rows } = await sql<{ subject: string }>`select subject from permit_waiver
		where permit_id = ${permitId}::bigint and rule = 'R16'`.execute(db);
	const waived = new Set(rows.map((r) => r.subject));
	return left.filter((a) => !a.subjects.every((s) => waived.has(s))).map((a) => a.unit.code);
}

/** Keeps an agency's answer. @returns how many are still asked. @throws DomainError `forbidden` where it was not asked. */
export async function keepAnswer(ctx: Ctx, tx: Tx, found: CaseRow, data: InputOf<'answer'>): Promise<number> {
	const units = ctx.actor.assignments.filter((a) => a.role === 'agency_focal_point').map((a) => a.unitId);
	const { numAffectedRows } =
		await sql`update permit_consultation set answer = ${data.answer}, note = ${data.note},
			answered_at = ${ctx.now()}, person_id = ${ctx.actor.personId}
		where permit_id = ${found.id} and unit_id = any(${units}::bigint[]) and answer is null`.execute(tx.db);
	if (!numAffectedRows) throw new DomainError('forbidden');
	return openConsultations(tx.db, found.id);
}

export async function openConsultations(db: Tx['db'], permitId: string): Promise<number> {
	const { rows } = await sql<{ open: number }>`select count(*)::int as open from permit_consultation
		where permit_id = ${permitId} and answer is null`.execute(db);
	return rows[0]!.open;
}
