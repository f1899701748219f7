import type { MapLayer, ShownLayer } from './types.ts';

/** The list as the catalogue proposes it, topmost first. */
export function defaultList(layers: readonly MapLayer[]): ShownLayer[] {
	return [...layers]
		.sort((a, b) => b.order - a.order)
		.map((l) => ({ id: l.id, visible: l.visible, opacity: 1 }));
}

export function withVisible(list: readonly ShownLayer[], id: string, visible: boolean): ShownLayer[] {
	return list.map((l) => (l.id === id ? { ...l, visible } : l));
}

/** Opacity between 0.1 and 1: fully transparent would be a hidden layer that still costs. */
export function withOpacity(list: readonly ShownLayer[], id: string, opacity: number): ShownLayer[] {
	const clamped = Math.min(1, Math.max(0.1, opacity));
	return list.map((l) => (l.id === id ? { ...l, opacity: clamped } : l));
}

/** Moves a layer to a place in the list; places beyond the ends are the ends. */
export function moved(list: readonly ShownLayer[], id: string, to: number): ShownLayer[] {
	const from = list.findIndex((l) => l.id === id);
	const entry = list[from];
	if (!entry) return [...list];
	const rest = list.filter((l) => l.id !== id);
	rest.splice(Math.min(rest.length, Math.max(0, to)), 0, entry);
	return rest;
}

/** Moves a layer next to another: above it or below it. */
export function movedBeside(
	list: readonly ShownLayer[],
	id: string,
	other: string,
	side: 'above' | 'below'
): ShownLayer[] {
	if (id === other) return [...list];
	const rest = list.filter((l) => l.id !== id);
	const at = rest.findIndex((l) => l.id === other);
	return at < 0 ? [...list] : moved(list, id, side === 'above' ? at : at + 1);
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
