import type { FeatureRecord, IdentifyHit } from '#lib/kernel/map-contract.ts';
import { ApiError, fetchHits, fetchRecord } from './api.ts';
import type { MapState } from './map-state.svelte.ts';
import type { FeatureRef, LayerChange, MapPick } from './types.ts';

/**
 * What the person asked the map about: the features at a place, and the record of the one that is selected. It follows
 * the map's selection, whoever changes it.
 */
export class IdentifyDesk {
	hits = $state.raw<IdentifyHit[]>([]);
	record = $state.raw<FeatureRecord | null>(null);
	busy = $state(false);
	/** Why there is no record. */
	problem = $state.raw<{ gone: boolean; text: string; reference?: string } | null>(null);
	/** Somebody else changed the record while it was open. */
	changed = $state(false);
	#map: MapState;
	#asking: AbortController | undefined;
	#wanted = '';

	constructor(map: MapState) {
		this.#map = map;
	}

	/** Asks what is at a place and selects the first of it. @returns how many were found. */
	async ask(pick: MapPick): Promise<number> {
		const signal = this.#begin();
		try {
			const hits = await fetchHits({ ...pick, layers: pick.layers.filter((id) => id !== 'land') }, signal);
			this.hits = hits;
			const [first] = hits;
			this.#map.update({ selection: first ? { layer: first.layer, id: first.id } : null });
			return hits.length;
		} catch (error) {
			if (!signal.aborted) this.#failed(error);
			return 0;
		} finally {
			if (!signal.aborted) this.busy = false;
		}
	}

	/** Brings the record of the selection; called whenever that changes. */
	async follow(selection: FeatureRef | null): Promise<void> {
		const wanted = selection ? `${selection.layer}:${selection.id}` : '';
		if (wanted === this.#wanted) return;
		this.#wanted = wanted;
		this.changed = false;
		this.problem = null;
		if (!this.hits.some((h) => `${h.layer}:${h.id}` === wanted)) this.hits = [];
		if (!selection) {
			this.record = null;
			return;
		}
		await this.#load(selection);
	}

	/** A change of the record on the desk brings it again. */
	async heard(change: Pick<LayerChange, 'layer' | 'keys'>): Promise<void> {
		const { selection } = this.#map;
		if (!selection || selection.layer !== change.layer) return;
		if (change.keys && !change.keys.includes(selection.id)) return;
		const before = this.record?.updatedAt;
		await this.#load(selection);
		if (before && this.record && this.record.updatedAt !== before) this.changed = true;
	}

	close(): void {
		this.hits = [];
		this.#map.update({ selection: null });
	}

	async #load(selection: FeatureRef): Promise<void> {
		const signal = this.#begin();
		try {
			this.record = await fetchRecord(selection, signal);
			this.problem = null;
		} catch (error) {
			if (!signal.aborted) this.#failed(error);
		} finally {
			if (!signal.aborted) this.busy = false;
		}
	}

	#begin(): AbortSignal {
		this.#asking?.abort();
		this.#asking = new AbortController();
		this.busy = true;
		return this.#asking.signal;
	}

	#failed(error: unknown): void {
		const known = error instanceof ApiError ? error : null;
		this.record = null;
		this.problem = {
			gone: known?.status === 404,
			text: known?.message ?? '',
			...(known?.reference ? { reference: known.reference } : {})
		};
	}
}
