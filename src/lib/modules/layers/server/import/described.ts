import { unusedFields } from '../../rules/index.ts';
import type { ImportOptions } from './options.ts';
import type { Prepared } from './prepare.ts';

/** What an import of this file says about itself, whatever becomes of the rows. */
export function described({ layer, dryRun }: ImportOptions, { file, crs, source, mapping }: Prepared) {
	return {
		layer,
		format: file.format,
		...(file.encoding ? { encoding: file.encoding } : {}),
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
