import type { FrameState } from 'ol/Map.js';
import Layer from 'ol/layer/Layer.js';
import type { StyleContext } from '../style/context.ts';
import type { LabelCandidate } from './candidate.ts';
import { drawLabel, type LabelPicture } from './label-picture.ts';

/** The chosen labels over the map: pictures that move with the ground, each drawn once. */
export class LabelCanvas extends Layer {
	#labels: readonly LabelCandidate[] = [];
	#pictures = new WeakMap<LabelCandidate, LabelPicture>();
	#context: StyleContext | undefined;
	/** How the map was turned when the pictures were drawn. */
	#rotation = 0;
	#canvas = document.createElement('canvas');

	constructor(options: { zIndex: number }) {
		super(options);
		this.#canvas.className = 'diwan-labels';
		this.#canvas.style.cssText = 'position: absolute; inset: 0; width: 100%; height: 100%';
	}

	show(labels: readonly LabelCandidate[], context: StyleContext, rotation: number): void {
		if (context !== this.#context || rotation !== this.#rotation) this.#pictures = new WeakMap();
		this.#context = context;
		this.#rotation = rotation;
		this.#labels = labels;
		this.changed();
	}

	override render({ size, pixelRatio, viewState, coordinateToPixelTransform: at }: FrameState): HTMLElement {
		const canvas = this.#canvas;
		const [width, height] = [Math.round(size[0]! * pixelRatio), Math.round(size[1]! * pixelRatio)];
		const pen = canvas.getContext('2d');
		if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
		else pen?.clearRect(0, 0, width, height);
		// Between two placings the map may be turned: what lies along a street turns with it.
		const turned = viewState.rotation - this.#rotation;
		for (const label of this.#labels) {
			const { canvas: picture, x, y } = this.#pictureOf(label);
			const px = (at[0]! * label.x + at[2]! * label.y + at[4]!) * pixelRatio;
			const py = (at[1]! * label.x + at[3]! * label.y + at[5]!) * pixelRatio;
			if (turned === 0 || label.angle === null) {
				const [left, top] = [px + x - picture.width / 2, py + y - picture.height / 2];
				if (left > width || top > height || left + picture.width < 0 || top + picture.height < 0) continue;
				// On whole pixels the letters stay sharp.
				pen?.drawImage(picture, Math.round(left), Math.round(top));
			} else {
				pen?.save();
				pen?.translate(px, py);
				pen?.rotate(turned);
				pen?.drawImage(picture, x - picture.width / 2, y - picture.height / 2);
				pen?.restore();
			}
		}
		return canvas;
	}

	#pictureOf(label: LabelCandidate): LabelPicture {
		let picture = this.#pictures.get(label);
		if (!picture) {
			picture = drawLabel(label, this.#context!, this.#rotation);
			this.#pictures.set(label, picture);
		}
		return picture;
	}
}
