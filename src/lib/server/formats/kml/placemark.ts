import type { Geometry, Position } from 'geojson';
import { collect } from '../geometry/collect.ts';
import { cleanGeometry } from '../geometry/clean.ts';
import { setProp } from '../props.ts';
import { problem, refuse } from '../refuse.ts';
import type { Problem, ReadLimits, SourceFeature } from '../types.ts';
import { parseCoordinates } from './coordinates.ts';

/** Longest text value kept; balloons of whole web pages are cut. */
const TEXT = 20_000;

/** Collects what stands inside one `<Placemark>`. */
export class Placemark {
	readonly #limits: ReadLimits;
	readonly #id: string | undefined;
	readonly #properties: Record<string, unknown> = {};
	readonly #parts: Geometry[] = [];
	#problem: Problem | undefined;
	#positions: Position[] = [];
	#rings: Position[][] = [];
	#track: Position[] = [];
	#vertices = 0;

	constructor(id: string | undefined, folder: string, limits: ReadLimits) {
		this.#id = id;
		this.#limits = limits;
		if (folder !== '') this.#properties.folder = folder;
	}

	set(name: string, value: string): void {
		if (Object.keys(this.#properties).length < this.#limits.fields)
			setProp(this.#properties, name.slice(0, 200), value.slice(0, TEXT));
	}

	coordinates(text: string): void {
		const left = { ...this.#limits, vertices: this.#limits.vertices - this.#vertices };
		const positions = parseCoordinates(text, left);
		if (positions === undefined)
			this.#problem ??= problem('coordinate_unreadable', { text: text.slice(0, 60) });
		this.#positions = positions ?? [];
		this.#count(this.#positions.length);
	}

	/** One `gx:coord`: ordinates between spaces. */
	trackPoint(text: string): void {
		this.#count(1);
		const [x, y] = text.split(/\s+/).map(Number);
		if (x === undefined || y === undefined || Number.isNaN(x + y))
			this.#problem ??= problem('coordinate_unreadable', { text: text.slice(0, 60) });
		else this.#track.push([x, y]);
	}

	/** Called at the end of a geometry element. */
	closeGeometry(name: string, insidePolygon: boolean): void {
		if (name === 'Point') this.#add({ type: 'Point', coordinates: this.#positions[0] ?? [] });
		else if (name === 'LinearRing' && insidePolygon) this.#rings.push(this.#positions);
		else if (name === 'LineString' || name === 'LinearRing')
			this.#add({ type: 'LineString', coordinates: this.#positions });
		else if (name === 'Polygon') {
			this.#add({ type: 'Polygon', coordinates: this.#rings });
			this.#rings = [];
		} else if (name === 'Track') {
			this.#add({ type: 'LineString', coordinates: this.#track });
			this.#track = [];
		}
		this.#positions = [];
	}

	feature(row: number): SourceFeature {
		const cleaned = this.#problem
			? { problem: this.#problem }
			: cleanGeometry(collect(this.#parts), this.#limits);
		return {
			row,
			properties: this.#properties,
			geometry: cleaned.problem ? null : (cleaned.geometry ?? null),
			...(cleaned.problem ? { problem: cleaned.problem } : {}),
			...(this.#id ? { sourceId: this.#id } : {})
		};
	}

	#add(geometry: Geometry): void {
		if (this.#parts.length >= this.#limits.parts) refuse('file_too_many_vertices', { what: 'parts' });
		this.#parts.push(geometry);
	}

	#count(more: number): void {
		if ((this.#vertices += more) > this.#limits.vertices)
			refuse('file_too_many_vertices', { what: 'vertices' });
	}
}
