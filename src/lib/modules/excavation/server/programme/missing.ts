import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	demandTransition,
	factsOf,
	KeepMissing,
	WithdrawMissing,
	type Dig,
	type MissingWork
} from '../../rules/index.ts';
import { saveChange } from '../change.ts';
import { parseInput } from '../input.ts';
import { lockDigs, readDig } from '../save.ts';
import { handIn } from './hand-in.ts';
import type { BroughtWork } from './types.ts';

/**
 * The planned works of these agencies that came with an earlier file and that this one does not name any more. Of a
 * file for a quarter only those that fall into the days of its own works: the other quarters came with other files.
 * @param named source_ids of the file that could not be read as works: they are not gone.
 */
export async function missingFrom(
	db: Tx['db'],
	works: readonly BroughtWork[],
	named: readonly string[],
	today: string
): Promise<MissingWork[]> {
	const given = works.map(({ unit_id, source_id, starts_on, ends_on }) => ({
		...{ unit_id, source_id, starts_on, ends_on }
	}));
	await sql`update programme_work w set kept_at = null, kept_by = null
		from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g(unit_id bigint, source_id text)
		where w.unit_id = g.unit_id and w.source_id = g.source_id and w.kept_at is not null`.execute(db);
	const { rows } = await sql<MissingWork>`
with given as materialized (
	select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
		as g(unit_id bigint, source_id text, starts_on date, ends_on date)
),
span as (select unit_id, min(starts_on) as first, max(ends_on) as last from given group by unit_id)
select d.reference, w.source_id, d.title, jsonb_build_object('ar', u.name_ar, 'en', u.name_en) as unit,
	jsonb_build_object('start', d.starts_on, 'end', d.ends_on) as window
from span s
join programme_work w on w.unit_id = s.unit_id and w.kept_at is null
join dig d on d.id = w.dig_id and d.state = 'planned' and d.ends_on >= ${today}::date
	and d.starts_on <= s.last and d.ends_on >= s.first
join unit u on u.id = w.unit_id
where not exists (select from given g where g.unit_id = w.unit_id and g.source_id = w.source_id)
	and w.source_id <> all(${named}::text[])
order by u.name_ar, d.starts_on, d.id`.execute(db);
	return rows;
}

/**
 * Takes works back that are gone from their agency's programme, all or none, for one reason.
 * @param input `WithdrawMissing`
 * @returns their references.
 * @throws DomainError `forbidden`, `not_found` for what came with no programme, `state_forbids`, `invalid_input`.
 */
export async function withdrawMissing(ctx: Ctx, input: unknown): Promise<{ withdrawn: string[] }> {
	demand(ctx, 'programme:bring');
	const { references, reason } = parseInput(WithdrawMissing, input);
	const by = { at: ctx.now(), personId: ctx.actor.personId };
	return ctx.transaction(async (tx) => {
		const withdrawn: Dig[] = [];
		for (const dig of await theirs(ctx, tx, references)) {
			// What was handed in since is withdrawn on its own record.
			if (dig.state !== 'planned') throw new DomainError('state_forbids', { params: { state: dig.state } });
			const { to } = demandTransition('cancel', factsOf(dig), cairoDate(ctx.now()));
			const change = { recorded: 'cancelled', to: to ?? dig.state, reason, decided: {} } as const;
			withdrawn.push(await saveChange(ctx, tx, dig, change));
		}
		const units = [...new Set(withdrawn.map((d) => d.promoter.unit_id!))];
		await handIn(tx, units, by);
		for (const unit of units) {
			const works = withdrawn.filter((d) => d.promoter.unit_id === unit).map((d) => d.reference);
			await tx.audit('programme.withdrawn', { type: 'unit', id: unit }, { reason, works });
		}
		return { withdrawn: withdrawn.map((d) => d.reference) };
	});
}

/**
 * Leaves works as they are though they are gone from their agency's programme.
 * @param input `KeepMissing`
 * @throws DomainError `forbidden`, `not_found`, `invalid_input`.
 */
export async function keepMissing(ctx: Ctx, input: unknown): Promise<{ kept: string[] }> {
	demand(ctx, 'programme:bring');
	const { references } = parseInput(KeepMissing, input);
	return ctx.transaction(async (tx) => {
		const digs = await theirs(ctx, tx, references);
		await sql`update programme_work set kept_at = ${ctx.now()}, kept_by = ${ctx.actor.personId}::bigint
			where dig_id = any(${digs.map((d) => d.id)}::bigint[])`.execute(tx.db);
		for (const unit of new Set(digs.map((d) => d.promoter.unit_id!))) {
			const works = digs.filter((d) => d.promoter.unit_id === unit).map((d) => d.reference);
			await tx.audit('programme.kept', { type: 'unit', id: unit }, { works });
		}
		return { kept: digs.map((d) => d.reference) };
	});
}

/** Works of programmes that the person answers for. */
async function theirs(ctx: Ctx, tx: Tx, references: readonly string[]): Promise<Dig[]> {
	await lockDigs(tx.db);
	const digs: Dig[] = [];
	for (const reference of new Set(references)) {
		const dig = await readDig(tx.db, reference);
		demand(ctx, 'programme:answer', { unitId: dig.promoter.unit_id ?? '' });
		const came = await tx.db
			.selectFrom('programme_work')
			.select('dig_id')
			.where('dig_id', '=', dig.id)
			.executeTakeFirst();
		if (!came) throw new DomainError('not_found');
		digs.push(dig);
	}
	return digs;
}
