import { createHash } from 'node:crypto';
import { crsOf, type Srid } from '#lib/kernel/crs.ts';
import { bboxOf, diagnosePosition, type Ground } from '#lib/kernel/geometry.ts';
import type { LayerDef } from '#lib/kernel/layer.ts';
import { writeWkb, type Problem, type SourceFeature } from '#lib/server/formats/index.ts';
import { OSM, osmId, rowReader, shapeFor, type RowReader, type Value } from '../../rules/index.ts';
import type { Refusal } from './options.ts';
import type { Prepared } from './prepare.ts';

/** A row as the database gets it: attributes, and the shape in the file's system. */
export interface StagedRow {
	row: number;
	source_id: string;
	name_ar: string | null;
	name_en: string | null;
	kind: string | null;
	props: Record<string, Value>;
	/** Base64. */
	wkb: string;
}

export type Checked =
	{ staged: StagedRow; refusal?: undefined } | { staged?: undefined; refusal: Omit<Refusal, 'message'> };

/** Looks at the records of one file in order; what can be told without the database is told here. */
export class RowChecker {
	readonly #layer: LayerDef;
	readonly #ground: Ground;
	readonly #srid: Srid;
	readonly #source: string;
	readonly #read: RowReader;
	readonly #seen = new Map<string, number>();

	constructor(layer: LayerDef, prepared: Prepared, ground: Ground, constants: Record<string, string> = {}) {
		this.#layer = layer;
		this.#ground = ground;
		this.#srid = prepared.crs.srid;
		this.#source = prepared.source;
		this.#read = rowReader(layer, prepared.mapping, constants);
	}

	check(feature: SourceFeature): Checked {
		const refuse = (problem: Problem, sourceId = feature.sourceId): Checked => ({
			refusal: { row: feature.row, ...problem, ...(sourceId === undefined ? {} : { sourceId }) }
		});
		if (feature.problem) return refuse(feature.problem);
		const read = this.#read(feature.properties);
		if ('wrong' in read) return refuse(read.wrong);
		const { attributes } = read;
		const sourceId = this.#identify(attributes.sourceId ?? feature.sourceId, feature);
		if (sourceId.repeated)
			return refuse({ code: 'already_exists', params: { source_id: sourceId.id } }, sourceId.id);
		const placed = this.#place(feature);
		if ('problem' in placed) return refuse(placed.problem, sourceId.id);
		const { name_ar = null, name_en = null, kind = null } = attributes.columns;
		return {
			staged: {
				row: feature.row,
				source_id: sourceId.id,
				...{ name_ar, name_en, kind },
				props: attributes.props,
				wkb: placed.wkb
			}
		};
	}

	#place({ geometry }: SourceFeature): { wkb: string } | { problem: Problem } {
		if (geometry === null) return { problem: { code: 'geometry_empty', params: {} } };
		const shape = shapeFor(this.#layer.geometry, geometry);
		if (shape === null)
			return {
				problem: {
					code: 'geometry_wrong_type',
					params: { type: geometry.type, wanted: this.#layer.geometry }
				}
			};
		const box = bboxOf(shape);
		if (box === null) return { problem: { code: 'geometry_empty', params: {} } };
		const diagnosis = diagnosePosition(box, this.#ground, this.#srid);
		if (diagnosis.verdict !== 'ok') {
			const likely = diagnosis.verdict === 'wrong_crs' ? crsOf(diagnosis.srid).code : null;
			return { problem: { code: diagnosis.code, params: { declared: crsOf(this.#srid).code, likely } } };
		}
		return { wkb: writeWkb(shape).wkb.toString('base64') };
	}

	/**
	 * The row's identifier: the mapped field, the file's own, or else a digest of all it holds, so that the same row
	 * is recognised when it comes again. Equal rows without identifiers are told apart by their number.
	 */
	#identify(given: string | undefined, feature: SourceFeature): { id: string; repeated: boolean } {
		const digest = given === undefined ? `#${digestOf(feature)}` : undefined;
		const id = digest ?? (this.#source === OSM ? osmId(given as string) : (given as string));
		const before = this.#seen.get(id) ?? 0;
		this.#seen.set(id, before + 1);
		if (before === 0) return { id, repeated: false };
		return digest ? { id: `${digest}-${before + 1}`, repeated: false } : { id, repeated: true };
	}
}

function digestOf({ geometry, properties }: SourceFeature): string {
	return createHash('sha256')
		.update(JSON.stringify([geometry, properties]))
		.digest('base64url')
		.slice(0, 24);
}
