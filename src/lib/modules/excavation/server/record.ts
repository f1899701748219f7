import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Ctx } from '#lib/server/context.ts';
import { can } from '#lib/server/policy/index.ts';
import {
	isOpen,
	type Clash,
	type Dig,
	type DigAction,
	type HistoryEntry,
	type StreetTouched
} from '../rules/index.ts';
import { listClashes } from './clash-queries.ts';
import { digHistory } from './history.ts';
import { getDig } from './queries.ts';
import { streetsTouched } from './streets-touched.ts';

/** Everything a person sees of one dig, and what they may do with it now. */
export interface DigRecord {
	dig: Dig;
	clashes: Clash[];
	history: HistoryEntry[];
	streets: StreetTouched[];
	may: Record<DigAction, boolean>;
	today: string;
}

/** @throws DomainError `forbidden`, `not_found`. */
export async function digRecord(ctx: Ctx, reference: string): Promise<DigRecord> {
	const dig = await getDig(ctx, reference);
	const today = cairoDate(ctx.now());
	const owner = can(ctx.actor, 'dig:edit', { unitId: dig.promoter.unit_id ?? '' });
	const may = (action: DigAction) => owner && isOpen(action, dig, today);
	return {
		dig,
		clashes: (await listClashes(ctx, { dig: dig.reference })).items,
		history: await digHistory(ctx, dig.reference),
		streets: await ctx.read(async (db) => {
			const { rows } = await sql<{
				geom: string;
			}>`select geom::text as geom from dig where id = ${dig.id}`.execute(db);
			return rows[0] ? streetsTouched(db, rows[0].geom) : [];
		}),
		may: { edit: may('edit'), cancel: may('cancel'), finish: may('finish') },
		today
	};
}
