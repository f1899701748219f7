import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Ctx, Locale, Tx } from '#lib/server/context.ts';
import type { Once } from '#lib/server/idempotency.ts';
import {
	bufferOf,
	demandAhead,
	demandReason,
	demandWindow,
	EditDig,
	needsReason,
	type Dig,
	type Window
} from '../rules/index.ts';
import { categoryAfter } from './category.ts';
import { contractorNamed } from './contractors/named.ts';
import { changeDig, type ChangeOptions, type DigColumns } from './change.ts';
import { demandClosed, placeDetours } from './detours/place.ts';
import { sameDetours, writeDetours } from './detours/write.ts';
import { parseInput } from './input.ts';
import { ruleParametersOn } from './parameters.ts';
import { demandAgreed } from './joint/agreed.ts';
import { placeShape, WORK_SHAPE } from './place.ts';

/**
 * Changes what is named in a planned dig.
 * @param input `EditDig`
 * @throws DomainError as `changeDig`, and `invalid_input`, `geometry_*`.
 */
export async function editDig(
	ctx: Ctx,
	reference: string,
	input: unknown,
	options: ChangeOptions
): Promise<Once<Dig>> {
	const data = parseInput(EditDig, input);
	if (data.window) demandWindow(data.window, cairoDate(ctx.now()));
	const change = {
		reference,
		action: 'edit',
		recorded: 'edited',
		reason: data.reason,
		request: data
	} as const;
	return changeDig(ctx, { ...change, ...options }, async (dig, _to, tx) => {
		if (data.window && !sameDays(data.window, dig.window))
			demandAhead(data.window, cairoDate(ctx.now()), data.category ?? dig.category);
		const rerouted = await editDetours(tx.db, dig, data);
		const columns = await editedColumns(tx.db, dig, data, ctx.locale);
		return columns ? { columns } : rerouted ? {} : null;
	});
}

/** Puts the detours of an edit in place; none stay where the road is opened. @returns whether that changed something. */
export async function editDetours(db: Tx['db'], dig: Dig, data: EditDig): Promise<boolean> {
	const traffic_effect = data.traffic_effect ?? dig.traffic_effect;
	if (!data.detours && (traffic_effect === 'closed' || dig.detours.length === 0)) return false;
	const detours = data.detours ?? [];
	demandClosed({ traffic_effect, detours });
	const placed = await placeDetours(db, detours, data.crs);
	if (await sameDetours(db, dig.id, placed)) return false;
	await writeDetours(db, dig.id, placed);
	return true;
}

const sameDays = (a: Window, b: Window) => a.start === b.start && a.end === b.end;

/** The columns that an edit changes; null when everything stands as it was. */
export async function editedColumns(
	db: Tx['db'],
	dig: Dig,
	data: EditDig,
	locale: Locale
): Promise<DigColumns | null> {
	await demandAgreed(db, dig, { window: data.window, width_m: data.width_m });
	const columns = changedColumns(dig, data);
	if (data.contractor !== undefined) {
		const contractor_id = await contractorNamed(db, data.contractor);
		if (contractor_id !== (dig.contractor?.id ?? null) || (dig.contractor && contractor_id === null))
			Object.assign(columns, { contractor_id, contractor: null });
	}
	if (data.geometry) {
		const { geom } = await placeShape(db, { geometry: data.geometry, crs: data.crs }, WORK_SHAPE);
		await demandAgreed(db, dig, { geom });
		columns.geom = sql<string>`${geom}::geometry`;
	}
	const category = await categoryAfter(db, dig, { data, geom: columns.geom, locale });
	if (category) columns.category = category;
	if (Object.keys(columns).length === 0) return null;
	const start = data.window?.start ?? dig.window.start;
	const carriageway = data.carriageway ?? dig.carriageway;
	columns.buffer_m = bufferOf(await ruleParametersOn(db, start), carriageway);
	return columns;
}

const orElse = <T>(given: T | undefined, otherwise: T): T => (given === undefined ? otherwise : given);

const PLAIN = [
	'title',
	'details',
	'category',
	'category_reason',
	'method',
	'surface',
	'traffic_effect',
	'connection',
	'carriageway',
	'depth_m',
	'width_m'
] as const;

function changedColumns(dig: Dig, data: EditDig): DigColumns {
	const columns: Record<string, unknown> = {};
	const category = data.category ?? dig.category;
	if (!needsReason(category)) data = { ...data, category_reason: null };
	else if (data.category !== undefined || data.category_reason !== undefined)
		demandReason({ category, category_reason: orElse(data.category_reason, dig.category_reason) });
	for (const name of PLAIN)
		if (data[name] !== undefined && data[name] !== dig[name]) columns[name] = data[name];
	if (data.window && data.window.start !== dig.window.start) columns.starts_on = data.window.start;
	if (data.window && data.window.end !== dig.window.end) columns.ends_on = data.window.end;
	return columns as DigColumns;
}
