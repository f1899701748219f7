import { sql } from 'kysely';
import { fromLegal } from '#lib/kernel/crs.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { ProposeDetours, type ProposedDetour } from '../../rules/index.ts';
import { lineOf } from '../../rules/network/index.ts';
import { parseInput } from '../input.ts';
import { closureFor, shapeOf } from '../network/closing.ts';
import { networkOf } from '../network/load.ts';
import { placeShape } from '../place.ts';

/**
 * The ways round a work that would close the road here, as the road graph knows them: each direction its own.
 * @param input `ProposeDetours`
 * @throws DomainError `forbidden`, `invalid_input`, `geometry_*`.
 */
export async function proposeDetours(ctx: Ctx, input: unknown): Promise<{ detours: ProposedDetour[] }> {
	demand(ctx, 'dig:read');
	const data = parseInput(ProposeDetours, input);
	return ctx.read(async (db) => {
		const { geom } = await placeShape(db, data);
		return { detours: await detoursRound(db, { geom, width_m: data.width_m }) };
	});
}

/** The same for a shape in hex EWKB, EPSG:22992. */
export async function detoursRound(
	db: Tx['db'],
	{ geom, width_m }: { geom: string; width_m: number | null }
): Promise<ProposedDetour[]> {
	const { rows } = await sql<{ shape: string }>`select ${shapeOf(sql`${geom}::geometry`)} as shape`.execute(
		db
	);
	const network = await networkOf(db);
	const { detours } = closureFor(network, { shape: rows[0]!.shape, width_m });
	return detours.flatMap(({ alone, from }): ProposedDetour[] => {
		const line = alone ? lineOf(network.graph, alone.edges, from) : [];
		if (!alone || line.length < 2) return [];
		return [
			{
				origin: 'network',
				length_m: Math.round(lengthOf(line) * 10) / 10,
				minutes: Math.round(alone.seconds / 6) / 10,
				geometry: { type: 'LineString', coordinates: line.map(lonLat) }
			}
		];
	});
}

const lengthOf = (line: readonly [number, number][]) =>
	line.reduce((sum, p, i) => (i ? sum + Math.hypot(p[0] - line[i - 1]![0], p[1] - line[i - 1]![1]) : 0), 0);

/** To the centimetre. */
const lonLat = (point: [number, number]) => fromLegal(4326, point).map((n) => Math.round(n * 1e7) / 1e7);
