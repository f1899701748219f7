import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { demand } from '#lib/server/policy/index.ts';
import { sql } from 'kysely';
import {
	bufferOf,
	CreateDig,
	demandAhead,
	demandReason,
	demandWindow,
	needsReason,
	type Category,
	type Dig
} from '../rules/index.ts';
import { categoryGiven } from './category.ts';
import { recomputeClashes } from './clashes.ts';
import { contractorNamed } from './contractors/named.ts';
import { demandClosed, placeDetours } from './detours/place.ts';
import { writeDetours } from './detours/write.ts';
import { parseInput } from './input.ts';
import { ruleParametersOn } from './parameters.ts';
import { placeShape, WORK_SHAPE } from './place.ts';
import { refreshNuisance } from './nuisance/refresh.ts';
import { ownUnit } from './promoter.ts';
import { takeReferences } from './reference.ts';
import { keepVersions, lockDigs, readDig, repeatable, type WriteOptions } from './save.ts';

/**
 * Registers a planned dig for the actor's unit, with its reference, its first version and its clashes.
 * @param input `CreateDig`
 * @throws DomainError `forbidden`, `invalid_input`, `geometry_*`, `key_reused`.
 */
export async function registerDig(ctx: Ctx, input: unknown, { key }: WriteOptions = {}): Promise<Once<Dig>> {
	demand(ctx, 'dig:register');
	const data = parseInput(CreateDig, input);
	const now = ctx.now();
	demandWindow(data.window, cairoDate(now));
	demandClosed(data);
	demandAhead(data.window, cairoDate(now), data.category);
	return ctx.transaction((tx) =>
		once(tx, repeatable(ctx, 'dig.register', key, data), async () => {
			const unitId = await ownUnit(tx.db, ctx.actor, data.promoter);
			const { geom } = await placeShape(tx.db, data, WORK_SHAPE);
			const detours = await placeDetours(tx.db, data.detours, data.crs);
			const category = await categoryGiven(tx.db, { ...data, geom }, ctx.locale);
			const work = {
				...data,
				category,
				category_reason: needsReason(category) ? data.category_reason : null
			};
			demandReason(work);
			await lockDigs(tx.db);
			const [reference = ''] = await takeReferences(tx.db, now);
			const id = await insert(tx.db, work, { reference, unitId, geom, now, personId: ctx.actor.personId });
			await writeDetours(tx.db, id, detours);
			await keepVersions(tx.db, [id], { action: 'registered', at: now, personId: ctx.actor.personId });
			await refreshNuisance(tx.db, [id]);
			const clashes = await recomputeClashes(tx.db, [id], now);
			await tx.audit('dig.registered', { type: 'dig', id }, { reference, clashes: clashes.opened.length });
			return readDig(tx.db, reference);
		})
	);
}

async function insert(
	db: Tx['db'],
	data: CreateDig & { category: Category },
	as: { reference: string; unitId: string; geom: string; now: Date; personId: string | null }
): Promise<string> {
	const contractor_id = await contractorNamed(db, data.contractor);
	const buffer_m = bufferOf(await ruleParametersOn(db, data.window.start), data.carriageway);
	const { id } = await db
		.insertInto('dig')
		.values({
			reference: as.reference,
			unit_id: as.unitId,
			title: data.title,
			details: data.details,
			contractor_id,
			category: data.category,
			category_reason: data.category_reason,
			method: data.method,
			surface: data.surface,
			traffic_effect: data.traffic_effect,
			connection: data.connection,
			carriageway: data.carriageway,
			depth_m: data.depth_m,
			width_m: data.width_m,
			starts_on: data.window.start,
			ends_on: data.window.end,
			geom: sql<string>`${as.geom}::geometry`,
			buffer_m,
			created_at: as.now,
			created_by: as.personId,
			updated_at: as.now,
			updated_by: as.personId
		})
		.returning('id')
		.executeTakeFirstOrThrow();
	return id;
}
