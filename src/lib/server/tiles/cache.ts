import { tileBox, tilesOfBox, type Box3857, type TileAddress } from './address.ts';
import { BUFFER, EXTENT } from './layer-writer.ts';

/** What a cached thing must tell: the memory it takes, in bytes. */
export interface Sized {
	bytes: number;
}

export interface CacheKey extends TileAddress {
	layer: string;
	/** Who may see it: tiles of different classes never meet. */
	permissionClass: string;
}

interface Entry<T> extends CacheKey {
	key: string;
	value: T;
	bytes: number;
}

interface Flight<T> extends CacheKey {
	promise: Promise<T>;
	/** A write touched the tile while it was being built: give it to those who asked before, but do not keep it. */
	stale: boolean;
}

/** Margin of a tile as a share of its width. */
const MARGIN = BUFFER / EXTENT;
/** Memory of an entry besides its bytes. */
const OVERHEAD = 700;
const DEEPEST = 22;

/**
 * Tiles in memory, least recently used first out, bounded by bytes. Callers that ask for a tile while it is being
 * built share the one building. A write drops exactly the tiles its box touches, those being built included.
 */
export class TileCache<T extends Sized> {
	readonly maxBytes: number;
	#bytes = 0;
	/** In order of use: the first is the one to go. */
	#entries = new Map<string, Entry<T>>();
	#flights = new Map<string, Flight<T>>();
	/** Permission classes seen, per layer, so that a write can name the keys it touches. */
	#classes = new Map<string, Set<string>>();

	constructor(maxBytes: number) {
		this.maxBytes = maxBytes;
	}

	get bytes(): number {
		return this.#bytes;
	}

	get size(): number {
		return this.#entries.size;
	}

	get(key: CacheKey): T | undefined {
		const name = nameOf(key);
		const entry = this.#entries.get(name);
		if (entry === undefined) return undefined;
		this.#entries.delete(name);
		this.#entries.set(name, entry);
		return entry.value;
	}

	/** The tile being built by somebody else, or the one that `build` makes, kept unless a write came between. */
	build(key: CacheKey, build: () => Promise<T>): Promise<T> {
		const name = nameOf(key);
		const running = this.#flights.get(name);
		if (running) return running.promise;
		const { layer, permissionClass, z, x, y } = key;
		const flight: Flight<T> = {
			layer,
			permissionClass,
			z,
			x,
			y,
			stale: false,
			promise: this.#run(name, () => flight, build)
		};
		this.#flights.set(name, flight);
		return flight.promise;
	}

	/** True while somebody builds the tile. */
	building(key: CacheKey): boolean {
		return this.#flights.has(nameOf(key));
	}

	/** Accounts for a value that grew (a compressed form was added), when it is still kept. */
	grown(key: CacheKey, value: T): void {
		const entry = this.#entries.get(nameOf(key));
		if (entry?.value !== value) return;
		this.#bytes -= entry.bytes;
		entry.bytes = value.bytes + OVERHEAD;
		this.#bytes += entry.bytes;
		this.#shrink();
	}

	/** Drops the layer's tiles, of every zoom and class, whose buffered box meets the box. @returns how many. */
	dropBox(layer: string, box: Box3857): number {
		for (const [name, flight] of this.#flights)
			if (flight.layer === layer && touches(flight, box)) this.#abandon(name, flight);
		const classes = this.#classes.get(layer);
		if (!classes) return 0;
		const ranges = Array.from({ length: DEEPEST + 1 }, (_, z) => tilesOfBox(box, z, MARGIN));
		const tiles = ranges.reduce((sum, r) => sum + (r.maxX - r.minX + 1) * (r.maxY - r.minY + 1), 0);
		let dropped = 0;
		if (tiles * classes.size > this.#entries.size) {
			for (const entry of this.#entries.values())
				if (entry.layer === layer && touches(entry, box) && this.#drop(entry.key)) dropped++;
			return dropped;
		}
		for (const permissionClass of classes)
			for (const [z, r] of ranges.entries())
				for (let x = r.minX; x <= r.maxX; x++)
					for (let y = r.minY; y <= r.maxY; y++)
						if (this.#drop(nameOf({ layer, permissionClass, z, x, y }))) dropped++;
		return dropped;
	}

	/** Drops all tiles of a layer, or everything. */
	clear(layer?: string): void {
		for (const [name, flight] of this.#flights)
			if (layer === undefined || flight.layer === layer) this.#abandon(name, flight);
		for (const entry of this.#entries.values())
			if (layer === undefined || entry.layer === layer) this.#drop(entry.key);
	}

	async #run(name: string, flight: () => Flight<T>, build: () => Promise<T>): Promise<T> {
		// Begin after the flight is known, so that a write that comes at once finds it.
		await undefined;
		const own = flight();
		try {
			const value = await build();
			if (!own.stale) this.#keep(name, own, value);
			return value;
		} finally {
			if (this.#flights.get(name) === own) this.#flights.delete(name);
		}
	}

	#keep(name: string, { layer, permissionClass, z, x, y }: CacheKey, value: T): void {
		const bytes = value.bytes + OVERHEAD;
		if (bytes > this.maxBytes) return;
		this.#drop(name);
		this.#entries.set(name, { key: name, layer, permissionClass, z, x, y, value, bytes });
		this.#bytes += bytes;
		let classes = this.#classes.get(layer);
		if (!classes) this.#classes.set(layer, (classes = new Set()));
		classes.add(permissionClass);
		this.#shrink();
	}

	#shrink(): void {
		for (const name of this.#entries.keys()) {
			if (this.#bytes <= this.maxBytes) return;
			this.#drop(name);
		}
	}

	#drop(name: string): boolean {
		const entry = this.#entries.get(name);
		if (!entry) return false;
		this.#entries.delete(name);
		this.#bytes -= entry.bytes;
		return true;
	}

	/** Those who wait still get it; whoever asks from now on starts anew. */
	#abandon(name: string, flight: Flight<T>): void {
		flight.stale = true;
		this.#flights.delete(name);
	}
}

function nameOf({ layer, permissionClass, z, x, y }: CacheKey): string {
	return `${layer}|${permissionClass}|${z}/${x}/${y}`;
}

function touches(address: TileAddress, box: Box3857): boolean {
	const [minX, minY, maxX, maxY] = tileBox(address, MARGIN);
	return box[0] <= maxX && box[2] >= minX && box[1] <= maxY && box[3] >= minY;
}
