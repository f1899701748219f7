import PointerInteraction from 'ol/interaction/Pointer.js';
import type MapBrowserEvent from 'ol/MapBrowserEvent.js';
import type OlMap from 'ol/Map.js';
import { toLonLat } from 'ol/proj.js';
import type { HoldOptions } from '../types.ts';
import type { Mode } from './mode.ts';
import { once } from './once-a-frame.ts';

/** Pixels around the pointer, and around a finger, that hold a thing. */
const REACH = { mouse: 10, touch: 22 };

/**
 * Things of a page that are taken hold of and moved: the page says what is under the pointer and where it goes. What is
 * not held leaves the map to be moved as always.
 */
export function holdMode(map: OlMap, options: HoldOptions): Mode {
	const target = map.getTargetElement() as HTMLElement;
	let over = false;
	let at: [number, number] | null = null;
	const follow = once(() => {
		if (at && !over) options.move(at);
		at = null;
	});

	const interaction = new PointerInteraction({
		handleDownEvent(event) {
			const held = options.grab(...placeOf(event));
			if (held) target.style.cursor = 'grabbing';
			return held;
		},
		handleDragEvent(event) {
			at = placeOf(event)[0];
			follow();
		},
		handleUpEvent(event) {
			at = null;
			options.move(placeOf(event)[0]);
			options.release();
			target.style.cursor = '';
			return false;
		},
		handleMoveEvent(event) {
			target.style.cursor = options.over(...placeOf(event)) ? 'grab' : '';
		}
	});
	map.addInteraction(interaction);

	function placeOf(event: MapBrowserEvent): [at: [number, number], metres: number] {
		const [lon = 0, lat = 0] = toLonLat(event.coordinate);
		const touch = (event.originalEvent as PointerEvent).pointerType === 'touch';
		const pixel = (map.getView().getResolution() ?? 1) * Math.cos((lat * Math.PI) / 180);
		return [[lon, lat], pixel * (touch ? REACH.touch : REACH.mouse)];
	}

	function stop(): void {
		over = true;
		target.style.cursor = '';
		map.removeInteraction(interaction);
	}

	return {
		name: 'edit',
		undo: () => options.undo?.(),
		finish() {
			if (over) return;
			stop();
			options.onend?.();
		},
		cancel() {
			if (over) return;
			stop();
			options.onend?.();
		}
	};
}
