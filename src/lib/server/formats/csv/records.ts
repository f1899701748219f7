import { parse, CsvError } from 'csv-parse';
import { pipeline, Readable } from 'node:stream';
import type { ByteSource } from '../io/bytes.ts';
import { refuse } from '../refuse.ts';
import { textChunks } from '../text/stream.ts';
import type { ReadLimits } from '../types.ts';

/** The lines of a delimited text as lists of cells. */
export async function* csvRecords(
	source: ByteSource,
	encoding: string,
	delimiter: string,
	limits: ReadLimits
): AsyncGenerator<string[], void> {
	const parser = parse({
		bom: true,
		delimiter,
		relax_column_count: true,
		relax_quotes: true,
		skip_empty_lines: true,
		max_record_size: limits.textLength
	});
	// The parser carries the error on; without a listener the pipeline would throw it a second time.
	pipeline(Readable.from(textChunks(source, encoding), { objectMode: false }), parser, () => undefined);
	try {
		for await (const record of parser as AsyncIterable<string[]>) yield record;
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		if (error.code === 'CSV_MAX_RECORD_SIZE') refuse('too_large', { limit: limits.textLength }, error);
		if (error.code === 'CSV_QUOTE_NOT_CLOSED') refuse('file_truncated', { reason: 'quote' }, error);
		refuse('file_unreadable', { reason: 'csv' }, error);
	}
}
