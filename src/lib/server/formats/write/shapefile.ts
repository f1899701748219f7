import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { esriWkt } from '../crs/wkt-text.ts';
import { tempFolder } from '../io/temp.ts';
import { note, planColumns, type DbfPlan } from './dbf-columns.ts';
import { writeDbf } from './dbf-file.ts';
import { FileSink } from './file-sink.ts';
import { ShpFile } from './shp-file.ts';
import { shapesOf, type Shape, type ShapeKind } from './shp-shapes.ts';
import { until } from './stop.ts';
import type { WriteFeature, WriteOptions, WriteReport } from './types.ts';

/**
 * A zipped shapefile in UTF-8, one per kind of shape found. Field names are cut to ten bytes; `<name>_fields.txt`
 * in the archive tells which is which.
 */
export async function writeShapefile(
	path: string,
	features: AsyncIterable<WriteFeature>,
	options: WriteOptions & { kind?: ShapeKind }
): Promise<WriteReport> {
	const folder = await tempFolder();
	try {
		const set = new ShapefileSet(folder.path, options);
		// An empty layer is still a layer: without features there is one file of its usual kind.
		if (options.kind) await set.part(options.kind);
		const count = await set.fill(until(features, options.signal));
		const cut = await set.finish();
		await zip(path, folder.path, set.files());
		return { features: count, cut };
	} finally {
		await folder.remove();
	}
}

/** The shapefile of one kind while it grows. */
interface Part {
	stem: string;
	shp: ShpFile;
	/** Attribute values as JSON lines: the widths of the columns are known only at the end. */
	rows: FileSink;
	plans: DbfPlan[];
}

class ShapefileSet {
	readonly #folder: string;
	readonly #options: WriteOptions & { kind?: ShapeKind };
	readonly #parts = new Map<ShapeKind, Part>();

	constructor(folder: string, options: WriteOptions & { kind?: ShapeKind }) {
		this.#folder = folder;
		this.#options = options;
	}

	async fill(features: AsyncIterable<WriteFeature>): Promise<number> {
		let count = 0;
		for await (const { geometry, properties } of features) {
			count += 1;
			const values = this.#options.fields.map((f) => properties[f.name] ?? null);
			const shapes: (Shape | undefined)[] = geometry ? shapesOf(geometry) : [undefined];
			for (const shape of shapes) await this.#add(shape, values);
		}
		return count;
	}

	async finish(): Promise<number> {
		let cut = 0;
		for (const part of this.#parts.values()) {
			await part.shp.close();
			await part.rows.close();
			cut += await writeDbf(`${part.stem}.dbf`, part.plans, part.shp.count, jsonLines(`${part.stem}.rows`));
			await text(`${part.stem}.prj`, esriWkt(this.#options.srid));
			await text(`${part.stem}.cpg`, 'UTF-8');
		}
		await text(join(this.#folder, `${this.#options.name}_fields.txt`), this.#names());
		return cut;
	}

	/** Names inside the archive. */
	files(): string[] {
		const stems = [...this.#parts.values()].map((p) => p.stem.slice(this.#folder.length + 1));
		const extensions = ['shp', 'shx', 'dbf', 'prj', 'cpg'];
		return [...stems.flatMap((s) => extensions.map((e) => `${s}.${e}`)), `${this.#options.name}_fields.txt`];
	}

	async part(kind: ShapeKind): Promise<Part> {
		let part = this.#parts.get(kind);
		if (part === undefined) {
			const usual = kind === (this.#options.kind ?? kind) && this.#parts.size === 0;
			const stem = join(this.#folder, usual ? this.#options.name : `${this.#options.name}_${kind}`);
			part = {
				stem,
				shp: await ShpFile.create(stem, kind),
				rows: await FileSink.create(`${stem}.rows`),
				plans: planColumns(this.#options.fields)
			};
			this.#parts.set(kind, part);
		}
		return part;
	}

	async #add(shape: Shape | undefined, values: unknown[]): Promise<void> {
		const part = await this.part(shape?.kind ?? this.#options.kind ?? 'point');
		await part.shp.add(shape);
		part.plans.forEach((plan, i) => note(plan, values[i]));
		await part.rows.append(Buffer.from(jsonLine(values), 'utf8'));
	}

	#names(): string {
		const [part] = this.#parts.values();
		const plans = part?.plans ?? planColumns(this.#options.fields);
		return plans.map((p) => `${p.name}\t${p.field.name}\r\n`).join('');
	}
}

/** One line, also for readers that take Unicode's own separators for line ends. */
function jsonLine(values: unknown[]): string {
	return (
		JSON.stringify(values).replace(/[\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`) + '\n'
	);
}

async function* jsonLines(path: string): AsyncGenerator<unknown[], void> {
	for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity }))
		yield JSON.parse(line) as unknown[];
}

async function text(path: string, content: string): Promise<void> {
	const sink = await FileSink.create(path);
	await sink.append(Buffer.from(content, 'utf8'));
	await sink.close();
}

async function zip(path: string, folder: string, files: string[]): Promise<void> {
	const archive = new ZipFile();
	for (const file of files) archive.addFile(join(folder, file), file);
	archive.end();
	await pipeline(archive.outputStream, createWriteStream(path));
}
