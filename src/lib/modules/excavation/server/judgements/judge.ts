import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { can, demand } from '#lib/server/policy/index.ts';
import { JudgeClash, type Clash, type ClashRule, type Severity } from '../../rules/index.ts';
import { readClash } from '../clash-queries.ts';
import { parseInput } from '../input.ts';
import { repeatable, type WriteOptions } from '../save.ts';

/**
 * A party says whether a clash is one. Kept with what was judged; said again, the last word counts.
 * @param input `JudgeClash`
 * @throws DomainError `forbidden`, `not_found`, `invalid_input`, `clash_closed`, `clash_is_offer`.
 */
export async function judgeClash(
	ctx: Ctx,
	id: string,
	input: unknown,
	{ key }: WriteOptions = {}
): Promise<Once<Clash>> {
	demand(ctx, 'dig:read');
	const data = parseInput(JudgeClash, input);
	return ctx.transaction((tx) =>
		once(tx, repeatable(ctx, 'clash.judge', key, { id, ...data }), async () => {
			const clash = await lockClash(tx.db, id);
			const parties = [clash.unit_a, clash.unit_b].filter((u) => u !== null);
			demand(ctx, 'clash:judge', { unitIds: parties });
			if (clash.rule === 'O1') throw new DomainError('clash_is_offer');
			if (clash.closed) throw new DomainError('clash_closed');
			const unit = partyOf(ctx, clash, data.party);
			await sql`insert into dig_clash_judgement
					(clash_id, unit_id, answer, reason, at, person_id, severity, days, area_m2)
				values (${clash.id}, ${unit}, ${data.answer}, ${data.reason}, ${ctx.now()}, ${ctx.actor.personId},
					${clash.severity}, ${clash.days}, ${clash.area_m2})`.execute(tx.db);
			const { answer, reason } = data;
			await tx.audit('clash.judged', { type: 'clash', id: clash.id }, { unit, answer, reason });
			await tx.announce('layer:dig_clashes', [clash.id], { op: 'update' });
			return readClash(tx.db, clash.id);
		})
	);
}

interface LockedClash {
	id: string;
	rule: ClashRule;
	severity: Severity;
	days: number;
	area_m2: number;
	closed: boolean;
	unit_a: string | null;
	unit_b: string | null;
	code_a: string | null;
	code_b: string | null;
}

/** Locked, so that what is judged is what stands there. @throws DomainError `not_found` */
async function lockClash(db: Tx['db'], id: string): Promise<LockedClash> {
	if (!/^\d{1,18}$/.test(id)) throw new DomainError('not_found');
	const { rows } = await sql<LockedClash>`select c.id::text, c.rule, c.severity, c.days,
			st_area(c.geom) as area_m2, c.closed_at is not null as closed,
			a.unit_id::text as unit_a, b.unit_id::text as unit_b, ua.code as code_a, ub.code as code_b
		from dig_clash c join dig a on a.id = c.dig_a left join dig b on b.id = c.dig_b
		left join unit ua on ua.id = a.unit_id left join unit ub on ub.id = b.unit_id
		where c.id = ${id} for update of c`.execute(db);
	if (!rows[0]) throw new DomainError('not_found');
	return rows[0];
}

/** In whose name the actor speaks. */
function partyOf(ctx: Ctx, clash: LockedClash, named: string | undefined): string {
	const parties = [
		{ id: clash.unit_a, code: clash.code_a },
		{ id: clash.unit_b, code: clash.code_b }
	];
	const own = parties.find(
		({ id, code }) =>
			id !== null &&
			can(ctx.actor, 'clash:judge', { unitIds: [id] }) &&
			(named === undefined || named === id || named === code)
	);
	if (!own?.id) throw new DomainError('forbidden', { params: { action: 'clash:judge' } });
	return own.id;
}
