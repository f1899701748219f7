import { refuse } from '../refuse.ts';
import { FileSink } from './file-sink.ts';
import { nullShape, SHAPE_CODES, type Shape, type ShapeKind } from './shp-shapes.ts';

/** A `.shp` with its `.shx`, record by record. */
export class ShpFile {
	count = 0;
	readonly #kind: ShapeKind;
	readonly #shp: FileSink;
	readonly #shx: FileSink;
	readonly #box: Shape['box'] = [Infinity, Infinity, -Infinity, -Infinity];

	private constructor(kind: ShapeKind, shp: FileSink, shx: FileSink) {
		this.#kind = kind;
		this.#shp = shp;
		this.#shx = shx;
	}

	/** `stem` is the path without extension. */
	static async create(stem: string, kind: ShapeKind): Promise<ShpFile> {
		const file = new ShpFile(
			kind,
			await FileSink.create(`${stem}.shp`),
			await FileSink.create(`${stem}.shx`)
		);
		await file.#shp.append(Buffer.alloc(100));
		await file.#shx.append(Buffer.alloc(100));
		return file;
	}

	async add(shape: Shape | undefined): Promise<void> {
		const content = shape?.content ?? nullShape();
		// Offsets are counted in two-byte words and signed.
		if (this.#shp.length + content.length > 2 ** 32 - 16) refuse('too_large', { what: 'shp' });
		this.count += 1;
		const header = Buffer.alloc(8);
		header.writeInt32BE(this.count, 0);
		header.writeInt32BE(content.length / 2, 4);
		const entry = Buffer.alloc(8);
		entry.writeInt32BE(this.#shp.length / 2, 0);
		entry.writeInt32BE(content.length / 2, 4);
		await this.#shx.append(entry);
		await this.#shp.append(Buffer.concat([header, content]));
		if (shape === undefined) return;
		this.#box[0] = Math.min(this.#box[0], shape.box[0]);
		this.#box[1] = Math.min(this.#box[1], shape.box[1]);
		this.#box[2] = Math.max(this.#box[2], shape.box[2]);
		this.#box[3] = Math.max(this.#box[3], shape.box[3]);
	}

	async close(): Promise<void> {
		await this.#shp.close(this.#header(this.#shp.length));
		await this.#shx.close(this.#header(this.#shx.length));
	}

	#header(length: number): Buffer {
		const header = Buffer.alloc(100);
		header.writeInt32BE(9994, 0);
		header.writeInt32BE(length / 2, 24);
		header.writeInt32LE(1000, 28);
		header.writeInt32LE(SHAPE_CODES[this.#kind], 32);
		if (this.#box[0] <= this.#box[2]) this.#box.forEach((v, i) => header.writeDoubleLE(v, 36 + 8 * i));
		return header;
	}
}
