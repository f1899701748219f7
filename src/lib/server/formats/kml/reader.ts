import { crsOf } from '../crs/identify.ts';
import type { ByteSource } from '../io/bytes.ts';
import type { ReadContext, ReadLimits, SourceFeature, SourceReader } from '../types.ts';
import { xmlEncoding, xmlRecords, type XmlHandler } from '../xml/events.ts';
import { Placemark } from './placemark.ts';

/** KML: every placemark, with the names of its folders, its data and its geometry. */
export async function openKml(source: ByteSource, { options, limits }: ReadContext): Promise<SourceReader> {
	const { encoding, confidence } = await xmlEncoding(source, options.encoding);
	return {
		format: 'kml',
		encoding,
		encodingConfidence: confidence,
		crs: crsOf(4326, 'format'),
		read: () => xmlRecords(source, encoding, limits, new KmlHandler(limits))
	};
}

const GEOMETRIES = new Set(['Point', 'LineString', 'LinearRing', 'Polygon', 'Track']);

class KmlHandler implements XmlHandler<SourceFeature> {
	readonly #limits: ReadLimits;
	readonly #path: string[] = [];
	readonly #folders: string[] = [];
	#placemark: Placemark | undefined;
	#dataName = '';
	#row = 0;
	#done: SourceFeature[] = [];

	constructor(limits: ReadLimits) {
		this.#limits = limits;
	}

	open(name: string, attributes: Record<string, string>): void {
		this.#path.push(name);
		if (name === 'Folder') this.#folders.push('');
		else if (name === 'Placemark')
			this.#placemark = new Placemark(
				attributes.id,
				this.#folders.filter((f) => f !== '').join(' / '),
				this.#limits
			);
		else if (name === 'Data' || name === 'SimpleData') this.#dataName = attributes.name ?? '';
	}

	close(name: string, text: string): void {
		this.#path.pop();
		const parent = this.#path.at(-1);
		if (name === 'Folder') this.#folders.pop();
		else if (name === 'name' && parent === 'Folder')
			this.#folders[this.#folders.length - 1] = text.slice(0, 200);
		const placemark = this.#placemark;
		if (placemark === undefined) return;
		if (name === 'Placemark') {
			this.#done.push(placemark.feature((this.#row += 1)));
			this.#placemark = undefined;
		} else if (name === 'coordinates') placemark.coordinates(text);
		else if (name === 'coord') placemark.trackPoint(text);
		else if (GEOMETRIES.has(name)) placemark.closeGeometry(name, this.#path.includes('Polygon'));
		else if (name === 'value' && parent === 'Data') placemark.set(this.#dataName, text);
		else if (name === 'SimpleData') placemark.set(this.#dataName, text);
		else if (parent === 'Placemark' && (name === 'name' || name === 'description' || name === 'address'))
			placemark.set(name, text);
		else if (name === 'when' || name === 'begin' || name === 'end') {
			if (parent === 'TimeStamp' || parent === 'TimeSpan') placemark.set(name, text);
		}
	}

	take(): SourceFeature[] {
		const done = this.#done;
		this.#done = [];
		return done;
	}
}
