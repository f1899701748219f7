import type OlMap from 'ol/Map.js';
import { unByKey } from 'ol/Observable.js';

/**
 * When a panel opens beside the map the map becomes narrower: without this its middle, and with it everything one was
 * looking at, would jump. The ground stays where it is on the screen.
 */
export function keepGroundSteady(map: OlMap) {
	let middle = middleOf(map);
	const key = map.on('change:size', () => {
		const next = middleOf(map);
		const view = map.getView();
		const center = view.getCenter();
		const resolution = view.getResolution();
		if (middle && next && center && resolution) {
			const [dx, dy] = [(next[0] - middle[0]) * resolution, (next[1] - middle[1]) * resolution];
			const turn = view.getRotation();
			const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
			view.setCenter([center[0]! + dx * cos + dy * sin, center[1]! + dx * sin - dy * cos]);
		}
		middle = next;
	});
	return { stop: () => unByKey(key) };
}

function middleOf(map: OlMap): [x: number, y: number] | null {
	const box = map.getTargetElement()?.getBoundingClientRect();
	return box?.width && box.height ? [box.left + box.width / 2, box.top + box.height / 2] : null;
}
