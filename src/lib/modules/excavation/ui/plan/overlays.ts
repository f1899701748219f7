import type { SymbolRule } from '#lib/kernel/layer.ts';
import type { Overlay } from '#lib/map/types.ts';
import type { PlanTable, Stand } from './plan-table.svelte.ts';

const COLOUR: Record<Stand, SymbolRule['stroke']> = {
	fixed: 'token:slate',
	wished: 'token:service',
	moved: 'token:permit',
	hindered: 'token:clash',
	unplaced: 'token:dig'
};

/** The works of the plan over the map, by how they stand; the selected one marked. */
export function planOverlays(table: PlanTable): Overlay[] {
	const chosen = table.selected ? table.works.get(table.selected) : undefined;
	const features = table.proposal.works.map((work) => ({
		type: 'Feature' as const,
		id: work.reference,
		properties: { stand: table.stand(work) },
		geometry: work.geometry
	}));
	return [
		{ id: 'plan', features: { type: 'FeatureCollection', features }, style: STYLE, order: 2 },
		...(chosen
			? [{ id: 'plan-chosen', features: chosen.geometry, style: 'highlight' as const, order: 4 }]
			: [])
	];
}

const STYLE: SymbolRule[] = (Object.keys(COLOUR) as Stand[]).map((stand) => ({
	when: { field: 'stand', in: [stand] },
	stroke: COLOUR[stand]!,
	fill: COLOUR[stand]!,
	fillOpacity: 0.2,
	width: stand === 'hindered' ? 6 : 4,
	casing: 'token:halo',
	casingWidth: 2,
	shape: 'circle',
	radius: 6
}));
