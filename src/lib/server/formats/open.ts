import type { Bbox } from '#lib/kernel/crs.ts';
import { DomainError, isDomainError } from '#lib/kernel/errors.ts';
import { describe, type Description } from './describe.ts';
import { couldBeDegrees, suggestCrs } from './crs/guess.ts';
import { crsGiven, crsOf } from './crs/identify.ts';
import { fileSource } from './io/bytes.ts';
import { refuse } from './refuse.ts';
import { openContent } from './open-content.ts';
import { LIMITS, type OpenedSource, type OpenOptions, type SourceCrs } from './types.ts';
import type { ReadLimits, SourceFeature, SourceReader } from './types.ts';

/** Records looked at to name the fields and the place. */
const LOOK_AT = 1000;

/**
 * Opens a file of any format we read, told by its content. Resolves after the first records were read well, so a
 * file that cannot be used is refused here. Close it when done.
 */
export async function openSource(path: string, options: OpenOptions = {}): Promise<OpenedSource> {
	const limits: ReadLimits = { ...LIMITS, ...options.limits };
	return guarded(options.signal, async () => {
		const source = await fileSource(path, limits);
		const given = options.crs === undefined ? undefined : crsGiven(options.crs);
		const reader = await openContent(source, { options, limits });
		try {
			const read = () => watched(reader, limits, options.signal);
			const seen = await describe(read(), LOOK_AT, reader.fields);
			const suggestions = suggestionsFor(reader, seen.box);
			const crs = given ?? plausible(reader, seen.box) ?? only(suggestions) ?? ofMost(reader, seen);
			return {
				format: reader.format,
				...(reader.encoding ? { encoding: reader.encoding } : {}),
				...(reader.encodingConfidence === undefined ? {} : { encodingConfidence: reader.encodingConfidence }),
				...(crs ? { crs } : {}),
				...(seen.box[0] <= seen.box[2] ? { extent: seen.box } : {}),
				crsSuggestions: crs?.srid === undefined ? suggestions : [],
				...(reader.layers ? { layers: reader.layers } : {}),
				...(reader.layer === undefined ? {} : { layer: reader.layer }),
				fields: seen.fields,
				fieldsComplete: reader.fields !== undefined || seen.complete,
				...(reader.total === undefined ? {} : { total: reader.total }),
				skipped: (reader.skipped ??= {}),
				features: read,
				close: async () => reader.close?.()
			};
		} catch (error) {
			await reader.close?.();
			throw error;
		}
	});
}

/** What the file or its format says, unless a format's own rule is impossible for the numbers. */
function plausible(reader: SourceReader, box: Bbox): SourceCrs | undefined {
	const degrees = box[0] > box[2] || couldBeDegrees(box);
	return reader.crs?.from === 'file' || degrees ? reader.crs : undefined;
}

function only(suggestions: number[]): SourceCrs | undefined {
	const [first] = suggestions;
	return suggestions.length === 1 && first !== undefined ? crsOf(first, 'guess') : undefined;
}

/**
 * The system of most records, where there is none for all: the place of some of them is wrong, and each is told when
 * its row is read.
 */
function ofMost(reader: SourceReader, { box, boxes }: Description): SourceCrs | undefined {
	if (suggestionsFor(reader, box).length > 0) return undefined;
	const votes = new Map<number, number>();
	for (const own of boxes)
		for (const srid of suggestionsFor(reader, own)) votes.set(srid, (votes.get(srid) ?? 0) + 1);
	const [first] = [...votes].sort(([, a], [, b]) => b - a);
	return first && first[1] > boxes.length / 2 ? crsOf(first[0], 'guess') : undefined;
}

function suggestionsFor(reader: SourceReader, box: Bbox): number[] {
	const found = suggestCrs(box);
	// A drawing whose numbers happen to be 25 to 33 is in metres from a corner, not in degrees.
	return reader.format === 'dxf' ? found.filter((srid) => srid !== 4326) : found;
}

async function* watched(
	reader: SourceReader,
	limits: ReadLimits,
	signal: AbortSignal | undefined
): AsyncGenerator<SourceFeature, void, undefined> {
	let count = 0;
	const names = Object.keys((reader.skipped ??= {}));
	for (const name of names) delete reader.skipped[name];
	try {
		for await (const feature of reader.read()) {
			if (signal?.aborted) refuse('cancelled');
			if ((count += 1) > limits.features) refuse('too_large', { limit: limits.features });
			yield feature;
		}
	} catch (error) {
		throw translated(error, signal);
	}
}

async function guarded<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
	if (signal?.aborted) refuse('cancelled');
	try {
		return await work();
	} catch (error) {
		throw translated(error, signal);
	}
}

/** Whatever a damaged file makes a library throw, outside it is one of our codes. */
function translated(error: unknown, signal: AbortSignal | undefined): unknown {
	if (isDomainError(error)) return error;
	if (signal?.aborted) return new DomainError('cancelled', { cause: error });
	return new DomainError('file_unreadable', { params: { reason: 'damaged' }, cause: error });
}
