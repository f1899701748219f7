import { reconciled } from './layer-list.ts';
import type { Box, FeatureRef, MapLayer, MapView, ShownLayer } from './types.ts';

/** What a link to a map holds. Names are short and stable: people keep these links for years. */
export interface MapLink {
	view?: MapView;
	shown?: readonly ShownLayer[];
	selection?: FeatureRef | null;
}

/**
 * Reads `?v=zoom/lat/lon[/rotation]&l=digs:60,streets&sel=digs:12`: the view, the visible layers (topmost first, with
 * per cent of opacity) and the selected feature. What makes no sense is left out.
 */
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

/** What a link's view shows on this screen, or undefined without one. Browser only. */
export function boxOfLink(search: URLSearchParams): Box | undefined {
	const view = readView(search.get('v'));
	if (!view) return undefined;
	const half = ((360 / 2 ** view.zoom) * (innerWidth / 256)) / 2;
	const up = half * Math.cos((view.lat * Math.PI) / 180) * (innerHeight / innerWidth);
	return [view.lon - half, view.lat - up, view.lon + half, view.lat + up];
}

/** The parameters of a link, layers only when the person changed something about them. */
export function writeLink(
	{ view, shown, selection }: MapLink,
	defaults: readonly ShownLayer[]
): Record<'v' | 'l' | 'sel', string | null> {
	return {
		v: view ? writeView(view) : null,
		l: shown && !sameList(shown, defaults) ? writeLayers(shown) : null,
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

/** `none` is a map without layers: an empty text would mean the usual ones. */
function writeLayers(shown: readonly ShownLayer[]): string {
	const visible = shown
		.filter((l) => l.visible)
		.map(({ id, opacity }) => {
			const percent = Math.round(opacity * 100);
			return percent < 100 ? `${id}:${percent}` : id;
		});
	return visible.join(',') || 'none';
}

function readLayers(text: string | null, layers: readonly MapLayer[]): ShownLayer[] | undefined {
	if (!text) return undefined;
	const listed = text.split(',').flatMap((part): ShownLayer[] => {
		const found = /^([a-z0-9_]+)(?::(\d{1,3}))?$/.exec(part);
		if (!found?.[1]) return [];
		const opacity = Math.min(100, Math.max(10, Number(found[2] ?? 100))) / 100;
		return [{ id: found[1], visible: true, opacity }];
	});
	const once = listed.filter((l, i) => listed.findIndex((other) => other.id === l.id) === i);
	if (!once.some((l) => layers.some(({ id }) => id === l.id)) && text !== 'none') return undefined;
	const named = new Set(once.map((l) => l.id));
	return reconciled(once, layers).map((l) => (named.has(l.id) ? l : { ...l, visible: false }));
}

function readSelection(text: string | null): FeatureRef | undefined {
	const found = /^([a-z0-9_]{1,40}):(\d{1,18})$/.exec(text ?? '');
	return found?.[1] && found[2] ? { layer: found[1], id: found[2] } : undefined;
}

/** Hidden layers do not count: a link says what is to be seen. */
function sameList(a: readonly ShownLayer[], b: readonly ShownLayer[]): boolean {
	return writeLayers(a) === writeLayers(b);
}
