import { cleanGeometry } from '../geometry/clean.ts';
import { head, type ByteSource } from '../io/bytes.ts';
import { setProp } from '../props.ts';
import { refuse } from '../refuse.ts';
import { encodingName } from '../text/decoders.ts';
import type { EncodingGuess } from '../text/guess-encoding.ts';
import { textEncoding } from '../text/stream.ts';
import type { ReadContext, ReadLimits, SourceFeature, SourceReader } from '../types.ts';
import { draw, polyline, type Drawn } from './entities.ts';
import { dxfRecords, num, text, type DxfRecord } from './records.ts';
import { plainText } from './text.ts';

/**
 * An ASCII drawing: points, lines, polylines with their bulges, circles, arcs, texts and block positions, each with
 * its layer. A drawing names no coordinate system; where the numbers allow one, `crsSuggestions` says so. Other
 * entities (hatches, dimensions, splines) are counted in `skipped`.
 */
export async function openDxf(source: ByteSource, { options, limits }: ReadContext): Promise<SourceReader> {
	const guess = await encodingOf(source, options.encoding);
	const skipped: Record<string, number> = {};
	const layers = await layersOf(source, guess.encoding, limits);
	const wanted = options.layer;
	if (wanted !== undefined && !layers.includes(wanted))
		refuse('file_layer_unknown', { layer: wanted, known: layers.slice(0, 50).join(', ') });
	return {
		format: 'dxf',
		encoding: guess.encoding,
		encodingConfidence: guess.confidence,
		layers,
		...(wanted === undefined ? {} : { layer: wanted }),
		skipped,
		read: () => features(source, guess.encoding, limits, skipped, wanted)
	};
}

async function* features(
	source: ByteSource,
	encoding: string,
	limits: ReadLimits,
	skipped: Record<string, number>,
	wanted: string | undefined
): AsyncGenerator<SourceFeature, void> {
	let row = 0;
	for await (const { record, followers } of entities(source, encoding, limits)) {
		const drawn = record.type === 'POLYLINE' ? polyline(record, followers) : draw(record);
		if (drawn === undefined) {
			skipped[record.type.slice(0, 40)] = (skipped[record.type.slice(0, 40)] ?? 0) + 1;
			continue;
		}
		if (wanted !== undefined && drawn.properties.layer !== wanted) continue;
		if (record.type === 'INSERT') attributes(drawn, followers);
		row += 1;
		const cleaned = cleanGeometry(drawn.geometry, limits);
		const handle = text(record, 5)?.trim();
		yield {
			row,
			properties: drawn.properties,
			...(handle ? { sourceId: handle } : {}),
			...(cleaned.problem ? { geometry: null, problem: cleaned.problem } : { geometry: cleaned.geometry })
		};
	}
}

/** Entities with the records that belong to them: vertices of a polyline, attributes of a block. */
async function* entities(
	source: ByteSource,
	encoding: string,
	limits: ReadLimits
): AsyncGenerator<{ record: DxfRecord; followers: DxfRecord[] }, void> {
	let open: { record: DxfRecord; followers: DxfRecord[] } | undefined;
	for await (const record of dxfRecords(source, encoding, ['ENTITIES'], limits)) {
		if (open && (record.type === 'VERTEX' || record.type === 'ATTRIB')) {
			if (open.followers.length >= limits.elements) refuse('file_too_many_vertices', { what: 'vertices' });
			open.followers.push(record);
			continue;
		}
		if (open) yield open;
		open = undefined;
		if (record.type === 'SEQEND') continue;
		const follows = record.type === 'POLYLINE' || (record.type === 'INSERT' && num(record, 66) === 1);
		if (follows) open = { record, followers: [] };
		else yield { record, followers: [] };
	}
	if (open) yield open;
}

/** A block's attributes become properties, under their tags. */
function attributes(drawn: Drawn, followers: DxfRecord[]): void {
	for (const record of followers) {
		const tag = text(record, 2)?.trim();
		if (tag && !(tag in drawn.properties)) setProp(drawn.properties, tag, plainText(text(record, 1) ?? ''));
	}
}

async function layersOf(source: ByteSource, encoding: string, limits: ReadLimits): Promise<string[]> {
	const names = new Set<string>();
	for await (const { record } of entities(source, encoding, limits)) {
		names.add(text(record, 8)?.trim() ?? '0');
		if (names.size > limits.parts) refuse('too_large', { what: 'layers' });
	}
	return [...names].sort();
}

/** From 2007 on drawings are UTF-8; older ones name a code page, which programs set carelessly. */
async function encodingOf(source: ByteSource, given: string | undefined): Promise<EncodingGuess> {
	const first = await head(source, 256 * 1024);
	const latin = Buffer.from(first.subarray(0, 64 * 1024)).toString('latin1');
	const version = /\$ACADVER\s+1\s+AC(\d{4})/.exec(latin)?.[1];
	const page = /\$DWGCODEPAGE\s+3\s+(\S+)/.exec(latin)?.[1];
	const declared = version !== undefined && Number(version) >= 1021 ? 'utf-8' : page;
	const guess = textEncoding(first, given);
	if (given !== undefined || declared === undefined || guess.encoding === 'utf-8') return guess;
	const name = encodingName(declared);
	// "ANSI_1252" is what a Latin Windows writes over Arabic text typed with an Arabic font.
	return name === undefined || name === 'utf-8' || name === 'windows-1252'
		? guess
		: { encoding: name, confidence: 1 };
}
