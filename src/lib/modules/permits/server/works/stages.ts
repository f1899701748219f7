import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { CivilDate } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { kindRules, SetStages, type Stage } from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { auditRefusal } from '../cases/refused.ts';
import { oneAtATime } from '../one-at-a-time.ts';

/** The list of stages in force on a day, in its order. */
async function stagesOn(db: Tx['db'], day: CivilDate): Promise<Stage[]> {
	const { rows } =
		await sql<Stage>`select code, jsonb_build_object('ar', title_ar, 'en', title_en) as title, per_floor,
			valid_from, source, unverified from permit_stage
		where valid_from = (select max(valid_from) from permit_stage where valid_from <= ${day}::date)
		order by place`.execute(db);
	return rows;
}

/** What is inspected of a site: the stages of its kind of works, else the list in force on the day of its application. */
export async function stagesOfSite(
	db: Tx['db'],
	{ kind, applied_on }: Pick<CaseRow, 'kind' | 'applied_on'>
): Promise<readonly Stage[]> {
	return kindRules(kind, applied_on).stages ?? stagesOn(db, applied_on);
}

/** The list in force today. @throws DomainError `forbidden` */
export async function listStages(ctx: Ctx): Promise<Stage[]> {
	demand(ctx, 'permit:list');
	return ctx.read((db) => stagesOn(db, cairoDate(ctx.now())));
}

/** The lists that are decided and not yet in force, the next first. @throws DomainError `forbidden` */
export async function plannedStages(ctx: Ctx): Promise<Stage[][]> {
	demand(ctx, 'permit:list');
	return ctx.read(async (db) => {
		const { rows } = await sql<{ valid_from: CivilDate }>`select distinct valid_from from permit_stage
			where valid_from > ${cairoDate(ctx.now())}::date order by valid_from`.execute(db);
		const lists: Stage[][] = [];
		for (const { valid_from } of rows) lists.push(await stagesOn(db, valid_from));
		return lists;
	});
}

/**
 * Puts a whole list in force from a day on; sites that were notified before keep theirs.
 * @param input `SetStages`
 * @throws DomainError `forbidden`, `already_exists` where one begins that day, `invalid_input` for a day gone by: what
 * sites were inspected by does not change; ZodError.
 */
export async function setStages(ctx: Ctx, input: unknown): Promise<Stage[]> {
	return auditRefusal(ctx, { name: 'permit_stage', action: 'set_stages' }, async () => {
		demand(ctx, 'permit_stage:edit');
		const { valid_from, source, verified, stages } = SetStages.parse(input);
		if (valid_from < cairoDate(ctx.now()))
			throw new DomainError('invalid_input', { fields: [{ path: 'valid_from', code: 'permit_day_past' }] });
		return ctx.transaction(async (tx) => {
			await oneAtATime(tx, 'stages', valid_from);
			const { rows } =
				await sql`select from permit_stage where valid_from = ${valid_from}::date limit 1`.execute(tx.db);
			if (rows.length > 0) throw new DomainError('already_exists');
			for (const [i, { code, title, per_floor }] of stages.entries())
				await sql`insert into permit_stage (code, valid_from, place, title_ar, title_en, per_floor, source, unverified)
				values (${code}, ${valid_from}::date, ${i + 1}, ${title.ar}, ${title.en}, ${per_floor}, ${source}, ${!verified})`.execute(
					tx.db
				);
			await tx.audit(
				'permit.stages_set',
				{ type: 'permit', id: 'stages' },
				{ valid_from, count: stages.length }
			);
			return stagesOn(tx.db, valid_from);
		});
	});
}
