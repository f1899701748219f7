import { reconciled } from './layer-list.ts';
import type { FeatureRef, MapLayer, MapView, ShownLayer } from './types.ts';

/** What a link to a map holds. Names are short and stable: people keep these links for years. */
export interface MapLink {
	view?: MapView;
	shown?: ShownLayer[];
	selection?: FeatureRef | null;
}

/** Reads `?v=zoom/lat/lon[/rotation]&l=streets,-parcels,digs:60&sel=digs:12`; what makes no sense is left out. */
export function readLink(search: URLSearchParams, layers: readonly MapLayer[]): MapLink {
	const link: MapLink = {};
	const view = readView(search.get('v'));
	if (view) link.view = view;
	const shown = readLayers(search.get('l'), layers);
	if (shown) link.shown = shown;
	const selection = readSelection(search.get('sel'));
	if (selection) link.selection = selection;
	return link;
}

/** The parameters of a link, layers only when the person changed something about them. */
export function writeLink(
	{ view, shown, selection }: MapLink,
	defaults: readonly ShownLayer[]
): Record<'v' | 'l' | 'sel', string | null> {
	return {
		v: view ? writeView(view) : null,
		l: shown && !sameList(shown, defaults) ? shown.map(writeLayer).join(',') : null,
		sel: selection ? `${selection.layer}:${selection.id}` : null
	};
}

/** Decimals that a pixel can show: links stay short. */
function writeView({ zoom, lat, lon, rotation }: MapView): string {
	const decimals = Math.max(2, Math.ceil(zoom / 3.3) + 1);
	const parts = [trimmed(zoom, 2), trimmed(lat, decimals), trimmed(lon, decimals)];
	if (Math.abs(rotation) >= 0.5) parts.push(trimmed(rotation, 0));
	return parts.join('/');
}

function trimmed(value: number, decimals: number): string {
	return String(Number(value.toFixed(decimals)));
}

function readView(text: string | null): MapView | undefined {
	const numbers = text?.split('/').map((part) => (part.trim() === '' ? NaN : Number(part))) ?? [];
	const [zoom = NaN, lat = NaN, lon = NaN, rotation = 0] = numbers;
	if (![zoom, lat, lon, rotation].every(Number.isFinite)) return undefined;
	if (Math.abs(lat) > 85 || Math.abs(lon) > 180 || zoom < 0 || zoom > 24) return undefined;
	return { zoom, lat, lon, rotation };
}

function writeLayer({ id, visible, opacity }: ShownLayer): string {
	const percent = Math.round(opacity * 100);
	return `${visible ? '' : '-'}${id}${percent < 100 ? `:${percent}` : ''}`;
}

function readLayers(text: string | null, layers: readonly MapLayer[]): ShownLayer[] | undefined {
	if (!text) return undefined;
	const list = text.split(',').flatMap((part): ShownLayer[] => {
		const found = /^(-?)([a-z0-9_]+)(?::(\d{1,3}))?$/.exec(part);
		if (!found?.[2]) return [];
		const opacity = Math.min(100, Math.max(10, Number(found[3] ?? 100))) / 100;
		return [{ id: found[2], visible: !found[1], opacity }];
	});
	const once = list.filter((l, i) => list.findIndex((other) => other.id === l.id) === i);
	return once.length ? reconciled(once, layers) : undefined;
}

function readSelection(text: string | null): FeatureRef | undefined {
	const found = /^([a-z0-9_]{1,40}):(\d{1,18})$/.exec(text ?? '');
	return found?.[1] && found[2] ? { layer: found[1], id: found[2] } : undefined;
}

function sameList(a: readonly ShownLayer[], b: readonly ShownLayer[]): boolean {
	return (
		a.length === b.length &&
		a.every((l, i) => {
			const other = b[i];
			return l.id === other?.id && l.visible === other.visible && l.opacity === other.opacity;
		})
	);
}
