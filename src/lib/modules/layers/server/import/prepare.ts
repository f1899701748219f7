import path from 'node:path';
import type { Srid } from '#lib/kernel/crs.ts';
import { crsOf } from '#lib/kernel/crs.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import { diagnosePosition, type Ground } from '#lib/kernel/geometry.ts';
import type { LayerDef } from '#lib/kernel/layer.ts';
import { openSource, type OpenedSource, type SourceCrs } from '#lib/server/formats/index.ts';
import { checkedMapping, sourceName, type Mapping } from '../../rules/index.ts';
import { joinSheet, type JoinedSource } from './sheet.ts';
import type { Reading } from './options.ts';

/** A file opened for a layer, with everything decided that the rows depend on. */
export interface Prepared {
	file: JoinedSource;
	crs: SourceCrs & { srid: Srid };
	mapping: Mapping;
	source: string;
}

/** Opens a file as the reading says, with its sheet. The caller closes it. */
export async function openFor({
	path: file,
	layer,
	fileLayer,
	crs,
	encoding,
	columns,
	sheet,
	signal
}: Reading): Promise<JoinedSource> {
	const open = (inside: string | undefined) =>
		openSource(file, {
			...(inside === undefined ? {} : { layer: inside }),
			...(crs === undefined ? {} : { crs }),
			...(encoding === undefined ? {} : { encoding }),
			...(columns === undefined ? {} : { columns }),
			...(signal === undefined ? {} : { signal })
		});
	let opened = await open(fileLayer);
	// Of a file with a layer of the same name that one is meant.
	if (fileLayer === undefined && opened.layer !== layer && opened.layers?.includes(layer)) {
		await opened.close();
		opened = await open(layer);
	}
	return sheet === undefined ? opened : joinSheet(opened, sheet, signal);
}

/**
 * Decides system, mapping and source.
 * @throws DomainError `crs_unknown` when nothing tells the system, `field_unknown` for a wrong mapping.
 */
export function prepare(
	file: JoinedSource,
	layer: Pick<LayerDef, 'id' | 'fields'>,
	reading: Reading,
	ground: Ground
): Prepared {
	const mapping = mappingOf(file, layer, reading);
	return {
		file,
		crs: systemOf(file, ground),
		mapping,
		source:
			reading.source ?? sourceName(reading.fileName ?? path.basename(reading.path), file.format, mapping)
	};
}

export function mappingOf(
	file: JoinedSource,
	layer: Pick<LayerDef, 'id' | 'fields'>,
	{ map, set }: Pick<Reading, 'map' | 'set'>
): Mapping {
	// What names the same thing in both is what it is recognised by.
	const given: Record<string, readonly string[]> = file.join
		? { source_id: [file.join.key.file], ...map }
		: { ...map };
	// A constant is checked like a field, and keeps the guess away from its target.
	for (const target of Object.keys(set ?? {})) given[target] ??= [];
	const fields = file.fields.map((f) => f.name);
	return checkedMapping(layer, fields, { given, complete: file.fieldsComplete });
}

/** What the file says; else the one under which its records lie on the ground. */
export function systemOf(file: OpenedSource, ground: Ground): Prepared['crs'] {
	const { crs, extent } = file;
	if (crs?.srid !== undefined) return { ...crs, srid: crs.srid as Srid };
	const fitting = file.crsSuggestions.find(
		(srid) => extent && diagnosePosition(extent, ground, srid as Srid).verdict === 'ok'
	);
	if (fitting === undefined || crs !== undefined)
		throw new DomainError('crs_unknown', {
			params: { crs: crs?.name ?? null, likely: fitting ? `EPSG:${fitting}` : null }
		});
	return { srid: fitting as Srid, name: crsOf(fitting).title.en, from: 'guess' };
}
