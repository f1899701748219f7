import type RenderFeature from 'ol/render/Feature.js';
import type { TileLayer } from '../layers/tile-layer.ts';
import { tileCandidates, type CandidateOptions } from './tile-candidates.ts';
import type { LabelCandidate } from './candidate.ts';

/** Tiles remembered per layer: several screens full. */
const MOST = 160;

interface Kept {
	features: readonly RenderFeature[];
	/** By zoom step and language. */
	candidates: Map<string, LabelCandidate[]>;
}

/** The features of one layer's loaded tiles, and the label places found in them, computed once per zoom step. */
export class TileStore {
	#tiles = new Map<string, Kept>();
	readonly layer: TileLayer;

	constructor(layer: TileLayer, onload: () => void) {
		this.layer = layer;
		layer.onTile(({ key, features }) => {
			this.#tiles.delete(key);
			this.#tiles.set(key, { features, candidates: new Map() });
			const [oldest] = this.#tiles.keys();
			if (this.#tiles.size > MOST && oldest !== undefined) this.#tiles.delete(oldest);
			onload();
		});
	}

	/** Label places in a tile that is loaded; none for one that is not. */
	candidates(coord: number[], options: Omit<CandidateOptions, 'layer'>): LabelCandidate[] {
		const key = coord.join('/');
		const kept = this.#tiles.get(key);
		if (!kept?.features.length) return [];
		// Used again: among the youngest now.
		this.#tiles.delete(key);
		this.#tiles.set(key, kept);
		const step = `${options.zoom}${options.locale}`;
		let found = kept.candidates.get(step);
		if (!found) {
			found = tileCandidates(kept.features, { ...options, layer: this.layer.def });
			kept.candidates.set(step, found);
		}
		return found;
	}
}
