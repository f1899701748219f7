/** A list of vertex runs (points, lines or rings) in whole tile units, reused from feature to feature. */
export class Parts {
	/** x, y, x, y ... of all parts one after another. */
	xy = new Int32Array(4096);
	/** Numbers used in `xy`. */
	length = 0;
	/** Where each part ends in `xy`. */
	ends = new Int32Array(256);
	count = 0;

	clear(): void {
		this.length = 0;
		this.count = 0;
	}

	/** Makes room for so many more vertices. */
	reserve(vertices: number): void {
		const wanted = this.length + vertices * 2;
		if (wanted <= this.xy.length) return;
		const grown = new Int32Array(Math.max(wanted, this.xy.length * 2));
		grown.set(this.xy);
		this.xy = grown;
	}

	/** Ends the part that `xy[from..length]` holds. */
	close(): void {
		if (this.count === this.ends.length) {
			const grown = new Int32Array(this.ends.length * 2);
			grown.set(this.ends);
			this.ends = grown;
		}
		this.ends[this.count++] = this.length;
	}

	/** Takes back everything added after a state noted earlier. */
	rewind(length: number, count: number): void {
		this.length = length;
		this.count = count;
	}
}

/** One feature's geometry, sorted by what a vector tile can hold. */
export class Shapes {
	readonly points = new Parts();
	readonly lines = new Parts();
	readonly rings = new Parts();

	clear(): void {
		this.points.clear();
		this.lines.clear();
		this.rings.clear();
	}
}

/** Scratch vertices in fractional tile units, before clipping. */
export class Track {
	xy = new Float64Array(4096);
	length = 0;

	reserve(vertices: number): void {
		if (vertices * 2 > this.xy.length) {
			const grown = new Float64Array(Math.max(vertices * 2, this.xy.length * 2));
			grown.set(this.xy.subarray(0, this.length));
			this.xy = grown;
		}
	}
}
