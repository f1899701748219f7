import { z } from 'zod';
import { freeText } from '#lib/kernel/free-text.ts';
import type { Upload } from './uploads.ts';

const name = freeText().min(1).max(200);
const label = z.string().max(200);
const chosen = {
	layer: z.string().max(40),
	crs: label.optional(),
	encoding: label.optional(),
	file_layer: label.optional(),
	/** The sheet inside the workbook that came beside, and the two fields that name the same thing. */
	sheet_layer: label.optional(),
	file_key: label.optional(),
	sheet_key: label.optional()
};

/** The name of the file that is sent as the body. */
export const UploadQuery = z.object({ name });

export const PreviewQuery = z.object(chosen);

/** How an uploaded file is to be taken. `map`: target to fields; `set`: target to a value for every row. */
export const RunImport = z.object({
	...chosen,
	map: z.record(label, z.array(label).max(20)).optional(),
	set: z.record(label, z.string().max(4000)).optional(),
	source: freeText().min(1).max(100).optional(),
	dry_run: z.boolean().default(false),
	on_error: z.enum(['stop', 'skip']).default('stop')
});
export type RunImport = z.output<typeof RunImport>;

/** The query's names in the service's terms, without what was not said. */
export function readingOf(query: z.output<typeof PreviewQuery>, upload: Upload) {
	const {
		layer,
		crs,
		encoding,
		file_layer,
		sheet_layer: tab,
		file_key: fileKey,
		sheet_key: sheetKey
	} = query;
	const { path, name: fileName, sheet } = upload;
	const choice = {
		...(tab ? { tab } : {}),
		...(fileKey ? { fileKey } : {}),
		...(sheetKey ? { sheetKey } : {})
	};
	return {
		path,
		fileName,
		...(sheet ? { sheet: { ...sheet, ...choice } } : {}),
		layer,
		...(crs ? { crs } : {}),
		...(encoding ? { encoding } : {}),
		...(file_layer ? { fileLayer: file_layer } : {})
	};
}
