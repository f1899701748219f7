import { sql } from 'kysely';
import { m } from '#lib/paraglide/messages.js';
import type { Ctx, Tx } from '#lib/server/context.ts';
import {
	bufferOf,
	parametersOn,
	type Category,
	type JointTerms,
	type Method,
	type TrafficEffect
} from '../../rules/index.ts';
import { categoryNeeded } from '../category.ts';
import { recomputeClashes } from '../clashes.ts';
import { refreshNuisance } from '../nuisance/refresh.ts';
import { parameterRows } from '../parameters.ts';
import { keepVersions } from '../save.ts';
import type { Sharer } from './compute.ts';
import { dissolve } from './dissolve.ts';

export interface Signing {
	id: string;
	works: readonly Sharer[];
	lead: Sharer;
	terms: JointTerms;
}

/**
 * Makes several works one trench: those that follow move into the days of the lead, all are linked, their clashes
 * brought up to date, the saving written into the ledger. A trench some of them lay in before is taken up into it.
 */
export async function signJoint(ctx: Ctx, tx: Tx, { id, works, lead, terms }: Signing): Promise<void> {
	const now = ctx.now();
	const reason = m.joint_history({ reference: lead.reference }, { locale: ctx.locale });
	for (const before of new Set(works.map((w) => w.joint_id).filter((j) => j !== null)))
		await dissolve(tx.db, before, { now, reason });
	const parameters = parametersOn(await parameterRows(tx.db), lead.window.start);
	for (const work of works) {
		const follows = work.id !== lead.id;
		const { start, end } = lead.window;
		const buffer_m = bufferOf(parameters, work.carriageway);
		await sql`update dig set joint_id = ${id}::bigint, starts_on = ${start}::date, ends_on = ${end}::date,
				buffer_m = ${buffer_m}, version = version + 1, updated_at = ${now}, updated_by = ${ctx.actor.personId}
			where id = ${work.id}::bigint`.execute(tx.db);
		const share = terms.parties.find((p) => p.reference === work.reference)!;
		await sql`insert into dig_saving (joint_id, dig_id, unit_id, at, piastres, metres, days)
			select ${id}::bigint, d.id, d.unit_id, ${now}, ${share.alone - share.share}::bigint,
				${follows ? terms.shared_m : 0}::float8,
				${follows ? sql`${work.window.end}::date - ${work.window.start}::date + 1` : sql`0`}
			from dig d where d.id = ${work.id}::bigint`.execute(tx.db);
		if (follows && work.window.start !== start)
			await tx.audit(
				'dig.rescheduled',
				{ type: 'dig', id: work.id },
				{ reference: work.reference, from: work.window.start, to: start, reason }
			);
	}
	const ids = works.map((w) => w.id);
	await raiseCategories(tx.db, ids);
	await keepVersions(tx.db, ids, { action: 'edited', at: now, personId: ctx.actor.personId, reason });
	await sql`update dig_joint set state = 'signed', decided_at = ${now} where id = ${id}::bigint`.execute(
		tx.db
	);
	await refreshNuisance(tx.db, ids);
	await recomputeClashes(tx.db, ids, now);
	const { saving, shared_m, days_saved } = terms;
	const parties = works.map((w) => w.reference);
	await tx.audit(
		'joint.signed',
		{ type: 'joint', id },
		{ parties, lead: lead.reference, saving, shared_m, days_saved }
	);
}

/** Longer days may be those of a larger work: whoever follows could not be handed in with the category it had. */
async function raiseCategories(db: Tx['db'], digIds: readonly string[]): Promise<void> {
	const { rows } =
		await sql<SizedRow>`select id::text, geom::text as geom, width_m::float8, method, traffic_effect,
			category, starts_on, ends_on from dig where id = any(${digIds}::bigint[])`.execute(db);
	for (const { id, starts_on, ends_on, ...work } of rows) {
		const { too_low, needed } = await categoryNeeded(db, {
			...work,
			window: { start: starts_on, end: ends_on }
		});
		if (too_low) await sql`update dig set category = ${needed} where id = ${id}::bigint`.execute(db);
	}
}

interface SizedRow {
	id: string;
	geom: string;
	width_m: number | null;
	method: Method;
	traffic_effect: TrafficEffect;
	category: Category;
	starts_on: string;
	ends_on: string;
}
