import type { Geometry, Position } from 'geojson';
import { crsOf } from '../crs/identify.ts';
import { cleanGeometry } from '../geometry/clean.ts';
import type { ByteSource } from '../io/bytes.ts';
import { refuse } from '../refuse.ts';
import type { ReadContext, ReadLimits, SourceFeature, SourceReader } from '../types.ts';
import { xmlEncoding, xmlRecords, type XmlHandler } from '../xml/events.ts';

/** GPX: waypoints as points, routes as lines, tracks as lines of one or several segments. */
export async function openGpx(source: ByteSource, { options, limits }: ReadContext): Promise<SourceReader> {
	const { encoding, confidence } = await xmlEncoding(source, options.encoding);
	return {
		format: 'gpx',
		encoding,
		encodingConfidence: confidence,
		crs: crsOf(4326, 'format'),
		read: () => xmlRecords(source, encoding, limits, new GpxHandler(limits))
	};
}

const RECORDS = new Set(['wpt', 'rte', 'trk']);
const TEXTS = new Set(['name', 'cmt', 'desc', 'src', 'sym', 'type', 'number', 'ele', 'time']);

class GpxHandler implements XmlHandler<SourceFeature> {
	readonly #limits: ReadLimits;
	readonly #path: string[] = [];
	#properties: Record<string, unknown> = {};
	#segments: Position[][] = [];
	#vertices = 0;
	#row = 0;
	#done: SourceFeature[] = [];

	constructor(limits: ReadLimits) {
		this.#limits = limits;
	}

	open(name: string, attributes: Record<string, string>): void {
		this.#path.push(name);
		if (RECORDS.has(name)) {
			this.#properties = { gpx: name };
			this.#segments = [];
			this.#vertices = 0;
		}
		if (name === 'rte' || name === 'trkseg' || name === 'wpt') this.#segments.push([]);
		if (name === 'wpt' || name === 'rtept' || name === 'trkpt') {
			if ((this.#vertices += 1) > this.#limits.elements)
				refuse('file_too_many_vertices', { what: 'vertices' });
			this.#segments.at(-1)?.push([ordinate(attributes.lon), ordinate(attributes.lat)]);
		}
	}

	close(name: string, text: string): void {
		this.#path.pop();
		if (TEXTS.has(name) && RECORDS.has(this.#path.at(-1) ?? ''))
			this.#properties[name] = text.slice(0, 20_000);
		if (!RECORDS.has(name)) return;
		this.#row += 1;
		const cleaned = cleanGeometry(this.#geometry(name), this.#limits);
		this.#done.push({
			row: this.#row,
			properties: this.#properties,
			...(cleaned.problem ? { geometry: null, problem: cleaned.problem } : { geometry: cleaned.geometry })
		});
	}

	take(): SourceFeature[] {
		const done = this.#done;
		this.#done = [];
		return done;
	}

	#geometry(name: string): Geometry | null {
		const [first] = this.#segments;
		if (first === undefined) return null;
		if (name === 'wpt') return { type: 'Point', coordinates: first[0] ?? [] };
		// Receivers leave segments of a single fix behind when they lose the sky.
		const lines = this.#segments.filter((s) => s.length > 1);
		if (lines.length <= 1) return { type: 'LineString', coordinates: lines[0] ?? first };
		return { type: 'MultiLineString', coordinates: lines };
	}
}

function ordinate(text: string | undefined): number {
	return text === undefined || text.trim() === '' ? NaN : Number(text);
}
