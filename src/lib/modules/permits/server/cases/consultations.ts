import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import type { InputOf } from '../../rules/index.ts';
import type { CaseRow } from './columns.ts';
import { readTerms } from './settings.ts';

/** Asks agencies, by the codes of their units. @throws DomainError `invalid_input` for an unknown one, `already_exists`. */
export async function askAgencies(ctx: Ctx, tx: Tx, permitId: string, { agencies }: InputOf<'consult'>) {
	const now = ctx.now();
	const terms = await readTerms(tx.db, now);
	const due = terms.dueIn(terms.value('consultation_days'));
	for (const [i, { unit, about }] of agencies.entries()) {
		const { rows } = await sql<{
			id: string;
			asked: boolean;
		}>`select u.id::text, exists (select from permit_consultation c
			where c.permit_id = ${permitId} and c.unit_id = u.id) as asked from unit u
			where u.valid and (u.code = ${unit} or u.id::text = ${unit}) order by u.code = ${unit} desc limit 1`.execute(
			tx.db
		);
		const path = `agencies.${i}.unit`;
		if (!rows[0])
			throw new DomainError('invalid_input', { fields: [{ path, code: 'permit_agency_unknown' }] });
		if (rows[0].asked)
			throw new DomainError('invalid_input', { fields: [{ path, code: 'permit_agency_asked' }] });
		await sql`insert into permit_consultation (permit_id, unit_id, about, asked_at, due_on)
			values (${permitId}, ${rows[0].id}, ${about}, ${now}, ${due})`.execute(tx.db);
	}
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

/** Agencies that object or kept silent, as rules that a waiver can name: `R16` with the unit's code. */
export async function objections(db: Tx['db'], permitId: string): Promise<string[]> {
	const { rows } = await sql<{
		code: string;
	}>`select u.code from permit_consultation c join unit u on u.id = c.unit_id
		where c.permit_id = ${permitId} and c.answer in ('objection', 'silent') and not exists (select from permit_waiver w
			where w.permit_id = c.permit_id and w.rule = 'R16' and w.subject = u.code) order by u.code`.execute(db);
	return rows.map((r) => r.code);
}
