import type { Position } from 'geojson';
import { problem, refuse } from '../refuse.ts';
import type { ReadLimits, SourceFeature } from '../types.ts';
import { NodeTable } from './node-table.ts';
import type { OsmMember, OsmPass, Tags } from './primitives.ts';
import { isTransitRoute } from './tags.ts';

interface Route {
	id: number;
	tags: Tags;
	/** Its ways in the order they are ridden. */
	ways: number[];
}

/**
 * Lines of public transport, each joined from the ways it is a relation of: four walks, for what a relation, and a way,
 * is made of stands anywhere in a file. Ways that the file does not hold leave a gap.
 */
export async function* transitRoutes(pass: OsmPass, limits: ReadLimits): AsyncGenerator<SourceFeature, void> {
	const routes: Route[] = [];
	await walk(
		pass({
			relation(id, tags, members) {
				const own = tags();
				if (own && isTransitRoute(own))
					routes.push({
						id,
						tags: own,
						ways: members()
							.filter(isRidden)
							.map((m) => m.ref)
					});
			}
		})
	);
	const wanted = new Set(routes.flatMap((r) => r.ways));
	const refs = new Map<number, number[]>();
	const table = new NodeTable(limits.osmNodes);
	await walk(
		pass({
			way(id, _tags, nodes) {
				if (!wanted.has(id)) return;
				const own = nodes();
				for (const node of own) table.want(node);
				refs.set(id, own);
			}
		})
	);
	table.seal();
	await walk(pass({ node: (id, lon, lat) => table.place(id, lon, lat) }));
	for (const [index, route] of routes.entries()) yield feature(index + 1, route, refs, table, limits);
}

/** Platforms and stops are members too, and no part of the way. */
function isRidden({ type, role }: OsmMember): boolean {
	return type === 'way' && !/^(platform|stop)/.test(role);
}

function feature(
	row: number,
	{ id, tags, ways }: Route,
	refs: ReadonlyMap<number, number[]>,
	table: NodeTable,
	limits: ReadLimits
): SourceFeature {
	const osmId = `r${id}`;
	const told = { row, sourceId: osmId, properties: { osm_id: osmId, ...tags } };
	const coordinates = joined(ways.flatMap((way) => [refs.get(way) ?? []])).flatMap((line) => {
		const positions = line.map((node) => table.position(node)).filter((p): p is Position => p !== undefined);
		return positions.length > 1 ? [positions] : [];
	});
	if (coordinates.length === 0) return { ...told, geometry: null, problem: problem('geometry_empty') };
	if (coordinates.reduce((sum, line) => sum + line.length, 0) > limits.vertices)
		refuse('file_too_many_vertices', { what: 'vertices' });
	return { ...told, geometry: { type: 'MultiLineString', coordinates } };
}

/** Ways as few lines: each is turned so that it goes on where the one before it ended, if it does. */
export function joined(ways: readonly (readonly number[])[]): number[][] {
	const lines: number[][] = [];
	for (const [index, way] of ways.entries()) {
		if (way.length < 2) continue;
		const last = lines.at(-1);
		const [first, end] = [way[0], way.at(-1)];
		if (last && (last.at(-1) === first || last.at(-1) === end)) {
			last.push(...turned(way, last.at(-1) === first).slice(1));
			continue;
		}
		// The first way of a line may lie the wrong way round: the next one tells.
		const next = ways[index + 1];
		const forward = !next || next.length < 2 || end === next[0] || end === next.at(-1);
		lines.push([...turned(way, forward || (first !== next[0] && first !== next.at(-1)))]);
	}
	return lines;
}

const turned = (way: readonly number[], forward: boolean): readonly number[] =>
	forward ? way : way.toReversed();

async function walk(pass: AsyncGenerator<void, void>): Promise<void> {
	for await (const _ of pass);
}
