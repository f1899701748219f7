import DoubleClickZoom from 'ol/interaction/DoubleClickZoom.js';
import DragPan from 'ol/interaction/DragPan.js';
import DragRotate from 'ol/interaction/DragRotate.js';
import DragZoom from 'ol/interaction/DragZoom.js';
import KeyboardPan from 'ol/interaction/KeyboardPan.js';
import KeyboardZoom from 'ol/interaction/KeyboardZoom.js';
import MouseWheelZoom from 'ol/interaction/MouseWheelZoom.js';
import PinchRotate from 'ol/interaction/PinchRotate.js';
import PinchZoom from 'ol/interaction/PinchZoom.js';
import Kinetic from 'ol/Kinetic.js';
import { altShiftKeysOnly, shiftKeyOnly } from 'ol/events/condition.js';
import type Interaction from 'ol/interaction/Interaction.js';

/** Moving the map by mouse, finger and keyboard (arrows, plus and minus while the map has the focus). */
export function mapInteractions(): Interaction[] {
	const quick = prefersReducedMotion() ? 0 : 160;
	return [
		new DragRotate({ condition: altShiftKeysOnly }),
		new DoubleClickZoom({ duration: quick }),
		new DragPan(prefersReducedMotion() ? {} : { kinetic: new Kinetic(-0.005, 0.05, 100) }),
		new PinchRotate({ threshold: 0.5 }),
		new PinchZoom({ duration: quick }),
		new KeyboardPan({ duration: quick, pixelDelta: 96 }),
		new KeyboardZoom({ duration: quick }),
		new MouseWheelZoom({ duration: quick }),
		new DragZoom({ condition: shiftKeyOnly, duration: quick })
	];
}

export function prefersReducedMotion(): boolean {
	return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
