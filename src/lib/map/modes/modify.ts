import Feature from 'ol/Feature.js';
import { altKeyOnly, singleClick } from 'ol/events/condition.js';
import Modify from 'ol/interaction/Modify.js';
import VectorLayer from 'ol/layer/Vector.js';
import type OlMap from 'ol/Map.js';
import VectorSource from 'ol/source/Vector.js';
import { measured, toGeometry, toJson } from '../geo.ts';
import type { FeatureStyle } from '../style/layer-style.ts';
import type { ModifyOptions } from '../types.ts';
import type { Mode } from './mode.ts';
import { once } from './once-a-frame.ts';
import { startSnapping } from './snapping.ts';

/** Moving, adding and (Alt-click) removing vertices of one geometry, with undo of every step. */
export function modifyMode(
	map: OlMap,
	options: ModifyOptions,
	styles: { shape: FeatureStyle; vertex: FeatureStyle }
): Mode {
	const feature = new Feature(toGeometry(options.geometry));
	const source = new VectorSource({ features: [feature] });
	const layer = new VectorLayer({ className: 'diwan-edit', source, style: styles.shape, zIndex: 2000 });
	const modify = new Modify({
		source,
		style: styles.vertex as never,
		pixelTolerance: 12,
		deleteCondition: (event) => altKeyOnly(event) && singleClick(event)
	});
	const before = [feature.getGeometry()!.clone()];
	let over = false;
	const current = () => measured(toJson(feature.getGeometry()!));
	const report = once(() => !over && options.onchange?.(current()));

	modify.on('modifystart', () => {
		before.push(feature.getGeometry()!.clone());
	});
	modify.on('modifyend', report);
	feature.getGeometry()!.on('change', report);
	map.addLayer(layer);
	map.addInteraction(modify);
	const snapping = startSnapping(map, options.snap ?? []);

	function stop(): void {
		over = true;
		snapping.stop();
		map.removeInteraction(modify);
		map.removeLayer(layer);
	}

	return {
		name: 'edit',
		undo() {
			const last = before.length > 1 ? before.pop() : undefined;
			if (over || !last) return;
			feature.setGeometry(last);
			last.on('change', report);
			report();
		},
		finish() {
			if (over) return;
			const drawn = current();
			stop();
			options.onend?.(drawn);
		},
		cancel() {
			if (over) return;
			stop();
			options.oncancel?.();
		}
	};
}
