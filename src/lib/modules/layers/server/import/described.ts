import { unusedFields } from '../../rules/index.ts';
import type { ImportOptions } from './options.ts';
import type { Prepared } from './prepare.ts';

/** What an import of this file says about itself, whatever becomes of the rows. */
export function described({ layer, dryRun }: ImportOptions, { file, crs, source, mapping }: Prepared) {
	return {
		layer,
		format: file.format,
		...(file.encoding ? { encoding: file.encoding } : {}),
		...layersOf(file),
		crs,
		source,
		mapping,
		...(file.join ? { sheet: file.join } : {}),
		unused: unusedFields(
			mapping,
			file.fields.map((f) => f.name)
		),
		skipped: { ...file.skipped },
		dryRun: dryRun === true
	};
}

/** Of a file with several layers, all and the one that was taken; some formats give all of them at once. */
function layersOf({ layers = [], layer }: Prepared['file']) {
	if (layers.length < 2) return {};
	return { fileLayers: layers, ...(layer === undefined ? {} : { fileLayer: layer }) };
}
