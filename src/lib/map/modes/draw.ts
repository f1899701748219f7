import type Feature from 'ol/Feature.js';
import type Geometry from 'ol/geom/Geometry.js';
import LineString from 'ol/geom/LineString.js';
import Draw from 'ol/interaction/Draw.js';
import VectorLayer from 'ol/layer/Vector.js';
import type OlMap from 'ol/Map.js';
import VectorSource from 'ol/source/Vector.js';
import type { Geometry as Json } from 'geojson';
import { measured, toJson } from '../geo.ts';
import type { FeatureStyle } from '../style/layer-style.ts';
import type { Drawn, DrawOptions } from '../types.ts';
import type { Mode } from './mode.ts';
import { once } from './once-a-frame.ts';
import { startSnapping } from './snapping.ts';

const TYPES = { point: 'Point', line: 'LineString', polygon: 'Polygon' } as const;
const ENOUGH = { point: 1, line: 2, polygon: 3 };

/** Drawing a new geometry: pointer or finger, or from the keyboard with the middle of the map as the pen. */
export function drawMode(map: OlMap, options: DrawOptions, style: FeatureStyle): Mode {
	const parts = new VectorSource();
	const layer = new VectorLayer({ className: 'diwan-edit', source: parts, style, zIndex: 2000 });
	const draw = new Draw({
		source: parts,
		type: TYPES[options.type],
		style: style as never,
		stopClick: true,
		clickTolerance: 8,
		snapTolerance: 14,
		freehandCondition: () => false
	});
	let sketch: Geometry | null = null;
	let over = false;
	const report = once(() => !over && options.onchange?.(current()));

	draw.on('drawstart', ({ feature }) => {
		sketch = feature.getGeometry() ?? null;
		sketch?.on('change', report);
		report();
	});
	draw.on('drawabort', () => {
		sketch = null;
		report();
	});
	draw.on('drawend', () => {
		sketch = null;
		// The part enters its source right after this event.
		queueMicrotask(() => (options.multi ? report() : complete()));
	});
	map.addLayer(layer);
	map.addInteraction(draw);
	const snapping = startSnapping(map, options.snap ?? [], parts);

	/** What stands now, without the piece that still hangs on the pointer. */
	function placed(): number[][] {
		if (!sketch) return [];
		const all = (options.type === 'polygon'
			? (sketch as LineString).getCoordinates()[0]
			: (sketch as LineString).getCoordinates()) as unknown as number[][];
		return options.type === 'polygon' ? all.slice(0, -2) : all.slice(0, -1);
	}

	function current(): Drawn | null {
		const finished = parts.getFeatures().map((f: Feature) => f.getGeometry()!);
		const all = [...finished, ...(sketch && placed().length > 0 ? [sketch] : [])];
		if (!all.length) return null;
		const vertices = finished.reduce((n, g) => n + countOf(g), 0) + placed().length;
		return measured(joined(all.map(toJson), options.multi ?? false), vertices);
	}

	function complete(): void {
		if (over) return;
		const drawn = current();
		if (!drawn) return;
		stop();
		options.onend?.(drawn);
	}

	function stop(): void {
		over = true;
		snapping.stop();
		map.removeInteraction(draw);
		map.removeLayer(layer);
	}

	return {
		name: 'draw',
		undo() {
			if (over) return;
			if (sketch) draw.removeLastPoint();
			else if (parts.getFeatures().length) parts.removeFeature(parts.getFeatures().at(-1)!);
			report();
		},
		finish() {
			if (over) return;
			if (sketch) {
				if (placed().length >= ENOUGH[options.type]) draw.finishDrawing();
				if (options.multi) queueMicrotask(complete);
			} else complete();
		},
		cancel() {
			if (over) return;
			stop();
			options.oncancel?.();
		},
		addAtCenter() {
			const center = map.getView().getCenter();
			if (over || !center) return;
			if (options.type !== 'point') return draw.appendCoordinates([center]);
			stop();
			options.onend?.(measured({ type: 'Point', coordinates: pointJson(center) }, 1));
		}
	};
}

function pointJson(center: number[]): number[] {
	const json = toJson(new LineString([center, center]));
	return json.type === 'LineString' ? (json.coordinates[0] ?? []) : [];
}

function countOf(geometry: Geometry): number {
	return measured(toJson(geometry)).vertices;
}

/** One geometry of several parts of the same type. */
function joined(parts: Json[], multi: boolean): Json {
	const [first] = parts;
	if (!multi) return parts.at(-1)!;
	const coordinates = parts.map((p) => ('coordinates' in p ? p.coordinates : []));
	return { type: `Multi${first!.type}`, coordinates } as unknown as Json;
}
