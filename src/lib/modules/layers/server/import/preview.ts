import path from 'node:path';
import type { Feature } from 'geojson';
import { EGYPT_EXTENT, type Bbox, type Srid } from '#lib/kernel/crs.ts';
import { isDomainError } from '#lib/kernel/errors.ts';
import { bboxOf, reproject, vertexCount, type Ground } from '#lib/kernel/geometry.ts';
import type { Ctx } from '#lib/server/context.ts';
import type { OpenedSource, SourceFeature } from '#lib/server/formats/index.ts';
import {
	getLayer,
	picker,
	sourceName,
	targetsOf,
	unusedFields,
	type ImportPreview,
	type Mapping
} from '../../rules/index.ts';
import { groundOf } from './ground.ts';
import type { Reading } from './options.ts';
import { mappingOf, openFor, systemOf, type Prepared } from './prepare.ts';
import { demandTarget, worksLayer } from './targets.ts';

/** What a browser can draw at once without waiting. */
const FEATURES = 2000;
const VERTICES = 60_000;

/**
 * A file as an import into the layer would understand it, with its first records to look at on the map. Nothing is
 * written. A file whose system is not known is shown without a drawing.
 * @throws DomainError `layer_unknown`, `forbidden`, `file_*`, `field_unknown`.
 */
export async function previewFile(ctx: Ctx, reading: Reading): Promise<ImportPreview> {
	demandTarget(ctx, reading.layer);
	const layer = worksLayer(reading.layer) ?? getLayer(reading.layer);
	const file = await openFor(reading);
	try {
		const ground = worksLayer(layer.id)
			? { governorate: EGYPT_EXTENT }
			: await ctx.read((db) => groundOf(db, layer));
		const mapping = mappingOf(file, layer, reading);
		const crs = knownSystem(file, ground);
		const drawn = await draw(file, mapping, crs?.srid);
		const fields = file.fields.map((f) => f.name);
		return {
			format: file.format,
			...(file.encoding ? { encoding: file.encoding } : {}),
			...(file.encodingConfidence === undefined ? {} : { encodingConfidence: file.encodingConfidence }),
			...(crs ? { crs } : {}),
			...(crs || !file.crs ? {} : { foreignCrs: file.crs.name }),
			crsSuggestions: file.crsSuggestions,
			fileLayers: file.layers ?? [],
			...(file.layer === undefined ? {} : { fileLayer: file.layer }),
			fields: file.fields,
			...(file.total === undefined ? {} : { total: file.total }),
			source:
				reading.source ?? sourceName(reading.fileName ?? path.basename(reading.path), file.format, mapping),
			mapping,
			...(file.join ? { sheet: file.join } : {}),
			targets: targetsOf(layer),
			unused: unusedFields(mapping, fields),
			...drawn
		};
	} finally {
		await file.close();
	}
}

function knownSystem(file: OpenedSource, ground: Ground): Prepared['crs'] | undefined {
	try {
		return systemOf(file, ground);
	} catch (error) {
		if (isDomainError(error) && error.code === 'crs_unknown') return undefined;
		throw error;
	}
}

async function draw(
	file: OpenedSource,
	mapping: Mapping,
	srid: Srid | undefined
): Promise<Pick<ImportPreview, 'features' | 'extent' | 'shown' | 'more'>> {
	const pick = picker(mapping);
	const features: Feature[] = [];
	const box: Bbox = [Infinity, Infinity, -Infinity, -Infinity];
	let vertices = 0;
	let more = false;
	for await (const feature of file.features()) {
		if (features.length >= FEATURES || vertices >= VERTICES) {
			more = true;
			break;
		}
		const drawn = srid === undefined ? undefined : onTheMap(feature, srid, pick);
		if (drawn === undefined) continue;
		vertices += vertexCount(drawn.geometry);
		widen(box, bboxOf(drawn.geometry));
		features.push(drawn);
	}
	return {
		features: { type: 'FeatureCollection', features },
		...(box[0] <= box[2] ? { extent: box } : {}),
		shown: features.length,
		more
	};
}

/** A record in WGS84; undefined when it has no place on Earth. */
function onTheMap(
	{ row, geometry, properties }: SourceFeature,
	srid: Srid,
	pick: ReturnType<typeof picker>
): Feature | undefined {
	if (geometry === null) return undefined;
	try {
		const label = pick('name_ar', properties) ?? pick('name_en', properties) ?? pick('title', properties);
		const shape = reproject(geometry, srid, 4326);
		const [west, south, east, north] = bboxOf(shape) ?? [NaN, NaN, NaN, NaN];
		if (!(west >= -180 && south >= -85 && east <= 180 && north <= 85)) return undefined;
		return {
			type: 'Feature',
			id: row,
			geometry: shape,
			properties: { row, label: label === null ? null : String(label) }
		};
	} catch (error) {
		if (isDomainError(error)) return undefined;
		throw error;
	}
}

function widen(box: Bbox, by: Bbox | null): void {
	if (by === null) return;
	box[0] = Math.min(box[0], by[0]);
	box[1] = Math.min(box[1], by[1]);
	box[2] = Math.max(box[2], by[2]);
	box[3] = Math.max(box[3], by[3]);
}
