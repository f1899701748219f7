import { offsetLine } from '../geometry/line.ts';
import { widthOf } from '../network/town-streets.ts';
import { random } from '../random.ts';
import type { NamedStreet, TownModel } from '../town-model.ts';
import type { TownFeature } from '../types.ts';
import { ledUp } from './led-up.ts';
import { NETWORKS, type Network, type NetworkLine } from './network-rules.ts';
import { chainPoints, firstEdge } from './streets.ts';

/** The lines of a network under the streets it serves, led up to the lines they meet at junctions. */
export function networkLines(model: TownModel, network: Network): NetworkLine[] {
	const lines = model.streets
		.filter((s) => serves(model, network, s))
		.flatMap((s) => linesIn(model, network, s));
	const atNode = new Map<string, NetworkLine[]>();
	for (const line of lines)
		for (const node of [line.edge.from, line.edge.to]) atNode.set(node, [...(atNode.get(node) ?? []), line]);
	return lines.map((line) => ({ ...line, points: ledUp(line, atNode) }));
}

export function networkFeatures(model: TownModel, network: Network): TownFeature[] {
	const rule = NETWORKS[network];
	return networkLines(model, network).map(({ edge, street, pipe: p, year, points }) => {
		const section = model.sectionOf.get(edge)?.source_id ?? '';
		return {
			source_id: section.replace('section', network),
			name_ar: `${rule.title.ar} – ${street.name.ar}`,
			name_en: `${rule.title.en}, ${street.name.en}`,
			kind: p.kind,
			props: {
				diameter_mm: p.diameter_mm,
				material: p.material,
				depth_m: rule.depth_m,
				laid_year: year,
				unit_code: `demo-${network}`,
				section_source_id: section
			},
			geometry: model.ground.line(points)
		};
	});
}

/** Gas has not reached the old lanes nor every poorer quarter; copper and fibre miss some lanes; roads outside carry mains only. */
function serves(model: TownModel, network: Network, street: NamedStreet): boolean {
	const { kind, quarter, main } = firstEdge(street).tag;
	const rng = random(model.seed, `${network} in ${street.source_id}`);
	const outside = /^(highway|farm)/.test(main ?? '');
	if (outside) return network === 'water' || network === 'power';
	if (main === model.plan.square.id) return network === 'water' || network === 'power';
	if (main !== undefined || kind !== 'service')
		return network !== 'gas' || !/^(old|bridge)/.test(quarter ?? '');
	if (network === 'gas') return !/^(old|bridge|dunes)/.test(quarter ?? '');
	return network !== 'telecom' || rng.chance(0.7);
}

function linesIn(model: TownModel, network: Network, street: NamedStreet): NetworkLine[] {
	const { kind, quarter } = firstEdge(street).tag;
	if (kind === 'boundary') return [];
	const rule = NETWORKS[network];
	const [from, to] = model.plan.quarters.find((q) => q.id === quarter)?.era ?? [1975, 2018];
	const year = random(model.seed, `${network} laid in ${street.source_id}`).int(Math.max(from, 1968), to);
	return street.chains.flatMap((chain) => {
		const shifted = offsetLine(chainPoints(chain), widthOf(model.plan, kind) * rule.place);
		let start = 0;
		return chain.map(({ edge }) => {
			const points = shifted.slice(start, start + edge.points.length);
			start += edge.points.length - 1;
			return { edge, street, year, pipe: rule.pipes[kind], points };
		});
	});
}
