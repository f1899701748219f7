import type { LayerGroup } from '#lib/kernel/layer.ts';
import type { MapLayer, ShownLayer } from './types.ts';

/** The order in which groups are listed. */
export const GROUPS: readonly LayerGroup[] = [
	'work',
	'services',
	'networks',
	'planning',
	'administrative',
	'base'
];

export interface GroupedLayers {
	id: LayerGroup;
	rows: { layer: MapLayer; shown: ShownLayer }[];
}

/** The list as the catalogue proposes it, topmost first. */
export function defaultList(layers: readonly MapLayer[]): ShownLayer[] {
	return [...layers]
		.sort((a, b) => b.order - a.order)
		.map((l) => ({ id: l.id, visible: l.visible, opacity: 1 }));
}

/** The list by groups, each in drawing order, topmost first; groups without layers are left out. */
export function grouped(list: readonly ShownLayer[], layers: readonly MapLayer[]): GroupedLayers[] {
	const byId = new Map(layers.map((l) => [l.id, l]));
	return GROUPS.map((id) => ({
		id,
		rows: list.flatMap((shown) => {
			const layer = byId.get(shown.id);
			return layer?.group === id ? [{ layer, shown }] : [];
		})
	})).filter((g) => g.rows.length > 0);
}

/** Opacity stays between 0.1 and 1: fully transparent would be a hidden layer that still costs. */
export function withShown(
	list: readonly ShownLayer[],
	id: string,
	change: Partial<ShownLayer>
): ShownLayer[] {
	const clean =
		change.opacity === undefined
			? change
			: { ...change, opacity: Math.min(1, Math.max(0.1, change.opacity)) };
	return list.map((l) => (l.id === id ? { ...l, ...clean, id } : l));
}

/** Moves a layer next to another: right above it or right below it. */
export function movedBeside(
	list: readonly ShownLayer[],
	id: string,
	other: string,
	side: 'above' | 'below'
): ShownLayer[] {
	const entry = list.find((l) => l.id === id);
	const rest = list.filter((l) => l.id !== id);
	const at = rest.findIndex((l) => l.id === other);
	if (!entry || at < 0) return [...list];
	rest.splice(side === 'above' ? at : at + 1, 0, entry);
	return rest;
}

/** Moves a layer one step up (-1) or down among those of its group. @returns its place there, from 1. */
export function movedInGroup(
	list: readonly ShownLayer[],
	layers: readonly MapLayer[],
	id: string,
	step: -1 | 1
): { list: ShownLayer[]; place: number; count: number } {
	const rows = grouped(list, layers).find((g) => g.rows.some((r) => r.layer.id === id))?.rows ?? [];
	const from = rows.findIndex((r) => r.layer.id === id);
	const neighbour = rows[from + step];
	if (!neighbour) return { list: [...list], place: from + 1, count: rows.length };
	return {
		list: movedBeside(list, id, neighbour.layer.id, step < 0 ? 'above' : 'below'),
		place: from + step + 1,
		count: rows.length
	};
}

/** Keeps a list in step with the layers there are: unknown ones go, new ones come in at their place. */
export function reconciled(list: readonly ShownLayer[], layers: readonly MapLayer[]): ShownLayer[] {
	const known = new Map(layers.map((l) => [l.id, l]));
	const kept = list.filter((l) => known.has(l.id));
	for (const entry of defaultList(layers)) {
		if (kept.some((l) => l.id === entry.id)) continue;
		const order = known.get(entry.id)?.order ?? 0;
		const at = kept.findIndex((l) => (known.get(l.id)?.order ?? 0) <= order);
		kept.splice(at < 0 ? kept.length : at, 0, entry);
	}
	return kept;
}
