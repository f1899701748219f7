import VectorLayer from 'ol/layer/Vector.js';
import type OlMap from 'ol/Map.js';
import VectorSource from 'ol/source/Vector.js';
import { toFeatures } from '../geo.ts';
import type { FeatureStyle } from '../style/layer-style.ts';
import type { Drawn } from '../types.ts';
import { drawMode } from './draw.ts';
import type { Mode } from './mode.ts';

/**
 * Measuring: a drawing that nobody keeps. After the last vertex the figure and its measure stay until the mode ends;
 * the next click starts afresh.
 */
export function measureMode(
	map: OlMap,
	kind: 'length' | 'area',
	style: FeatureStyle,
	onchange: (drawn: Drawn | null) => void
): Mode {
	const figure = new VectorSource();
	const layer = new VectorLayer({ className: 'diwan-edit', source: figure, style, zIndex: 1999 });
	map.addLayer(layer);
	let over = false;
	let inner = begin();

	function begin(): Mode {
		return drawMode(
			map,
			{
				type: kind === 'length' ? 'line' : 'polygon',
				onchange(drawn) {
					if (!drawn) return;
					figure.clear(true);
					onchange(drawn);
				},
				onend(drawn) {
					figure.addFeatures(toFeatures(drawn.geometry));
					onchange(drawn);
					if (!over) inner = begin();
				}
			},
			style
		);
	}

	return {
		name: kind === 'length' ? 'measure-length' : 'measure-area',
		undo: () => inner.undo(),
		finish: () => inner.finish(),
		cancel() {
			if (over) return;
			over = true;
			inner.cancel();
			map.removeLayer(layer);
			onchange(null);
		},
		addAtCenter: () => inner.addAtCenter?.()
	};
}
