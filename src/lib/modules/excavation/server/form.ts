import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Ctx } from '#lib/server/context.ts';
import { can, demand } from '#lib/server/policy/index.ts';
import { firstStart, type Contractor, type RuleParameters, type Window } from '../rules/index.ts';
import { questionDays } from './calendar/findings.ts';
import { loadCalendar } from './calendar/load.ts';
import { readContractors } from './contractors/register.ts';
import { ruleParametersOn } from './parameters.ts';
import { unitsOf } from './promoter.ts';

export interface UnitChoice {
	id: string;
	code: string;
	name: Bilingual;
}

/** What the form of a dig starts from. */
export interface FormData {
	/** Units the person plans for. */
	units: UnitChoice[];
	contractors: Contractor[];
	/** Rule C1's buffers in metres, today. */
	buffers: RuleParameters;
	today: string;
	/** A week from the first day that keeps the notice of a standard work. */
	window: Window;
}

/** @throws DomainError `forbidden` */
export async function digFormData(ctx: Ctx): Promise<FormData> {
	demand(ctx, 'dig:register');
	const now = ctx.now();
	const today = cairoDate(now);
	return ctx.read(async (db) => {
		const mine = unitsOf(ctx.actor);
		const units = mine.length
			? await db
					.selectFrom('unit')
					.select(['id', 'code', 'name_ar', 'name_en'])
					.where('id', 'in', mine)
					.execute()
			: [];
		const days = questionDays({ window: { start: today, end: today }, submitted_at: now });
		const { calendar, parameters } = await loadCalendar(db, days);
		const start = firstStart(calendar, parameters, { category: 'standard', submitted_at: now });
		return {
			units: units.map(toChoice),
			contractors: await readContractors(db),
			buffers: await ruleParametersOn(db, today),
			today,
			window: { start, end: addDays(start, 6) }
		};
	});
}

/** The units that have digs, for the list's filter; and whether the person may add one, or plan them all. */
export async function digListData(
	ctx: Ctx
): Promise<{ promoters: UnitChoice[]; mayRegister: boolean; mayPlan: boolean; mayBring: boolean }> {
	demand(ctx, 'dig:read');
	const units = await ctx.read((db) =>
		db
			.selectFrom('unit')
			.select(['id', 'code', 'name_ar', 'name_en'])
			.where(({ exists, selectFrom }) =>
				exists(selectFrom('dig').select('dig.id').whereRef('dig.unit_id', '=', 'unit.id'))
			)
			.orderBy('name_ar')
			.execute()
	);
	return {
		promoters: units.map(toChoice),
		mayRegister: can(ctx.actor, 'dig:register'),
		mayPlan: can(ctx.actor, 'dig:plan'),
		mayBring: can(ctx.actor, 'programme:bring')
	};
}

function toChoice(unit: { id: string; code: string; name_ar: string; name_en: string }): UnitChoice {
	return { id: unit.id, code: unit.code, name: { ar: unit.name_ar, en: unit.name_en } };
}
