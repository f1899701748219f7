import type { Position } from 'geojson';
import { refuse } from '../refuse.ts';

/**
 * Where the nodes of the wanted ways lie: sixteen bytes a node, none for the others. First every reference is
 * wanted, then the table is sealed and filled, then asked.
 */
export class NodeTable {
	#ids = new Float64Array(1024);
	#count = 0;
	#lons = new Int32Array(0);
	#lats = new Int32Array(0);
	readonly #limit: number;

	constructor(limit: number) {
		this.#limit = limit;
	}

	want(id: number): void {
		if (this.#count === this.#ids.length) {
			if (this.#count >= this.#limit) refuse('too_large', { what: 'osm_nodes', limit: this.#limit });
			const wider = new Float64Array(Math.min(2 * this.#count, this.#limit));
			wider.set(this.#ids);
			this.#ids = wider;
		}
		this.#ids[this.#count] = id;
		this.#count += 1;
	}

	seal(): void {
		const sorted = this.#ids.subarray(0, this.#count).sort();
		let unique = 0;
		for (let i = 0; i < sorted.length; i += 1)
			if (i === 0 || sorted[i] !== sorted[unique - 1]) sorted[unique++] = sorted[i] as number;
		this.#ids = sorted.slice(0, unique);
		this.#count = unique;
		this.#lons = new Int32Array(unique).fill(MISSING);
		this.#lats = new Int32Array(unique).fill(MISSING);
	}

	/** Ten-millionths of a degree. */
	place(id: number, lon: number, lat: number): void {
		const index = this.#find(id);
		if (index < 0) return;
		this.#lons[index] = lon;
		this.#lats[index] = lat;
	}

	position(id: number): Position | undefined {
		const index = this.#find(id);
		const lon = this.#lons[index] ?? MISSING;
		const lat = this.#lats[index] ?? MISSING;
		return lon === MISSING || lat === MISSING ? undefined : [lon / 1e7, lat / 1e7];
	}

	#find(id: number): number {
		let low = 0;
		let high = this.#count - 1;
		while (low <= high) {
			const middle = (low + high) >> 1;
			const found = this.#ids[middle] as number;
			if (found === id) return middle;
			if (found < id) low = middle + 1;
			else high = middle - 1;
		}
		return -1;
	}
}

/** No longitude or latitude in ten-millionths of a degree. */
const MISSING = -(2 ** 31);
