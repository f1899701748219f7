import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import { formatReference, parseReference } from '#lib/kernel/ids.ts';
import type { Bilingual, LayerDef } from '#lib/kernel/layer.ts';
import type { Box, SearchHit } from '#lib/kernel/map-contract.ts';
import type { Ctx } from '#lib/server/context.ts';
import { getLayer } from '../rules/index.ts';
import { kindOf, titleOf } from './catalogue-columns.ts';
import { mapCatalogue, readableLayers } from './catalogue.ts';
import { coordinateHits } from './search-coordinates.ts';
import { foundIn, hasReferences, referredIn, type FoundRow } from './search-sql.ts';
import { nameScore, searchWords, type SearchWords } from './search-words.ts';

export interface SearchFor {
	query: string;
	/** What the person looks at (WGS84). */
	near?: Box;
	limit: number;
}

/** Likeness to a part of the text from which a row counts as a candidate. */
const LIKE_ENOUGH = 0.45;
const TIMEOUT_MS = 3000;
const LONGEST = 80;

/**
 * Finds places, streets and records by name over all searchable layers the actor may read, however carelessly typed;
 * pieces of one street are one hit; typed coordinates are a hit of their own. Best first.
 */
export async function search(ctx: Ctx, { query, near, limit }: SearchFor): Promise<SearchHit[]> {
	// A database text cannot hold a zero, nor does anybody mean one.
	const text = query.slice(0, LONGEST).replaceAll('\0', ' ').trim();
	const { home } = await mapCatalogue(ctx);
	const places = coordinateHits(text, home);
	// A reference is looked up as it is written in the register, however it was typed.
	const reference = parseReference(text);
	const written = reference && formatReference(reference);
	const words = searchWords(written ?? text);
	if (words.core.length < 2 && !/\d/.test(words.core)) return places;
	const found = await candidates(ctx, words, { limit, written });
	const hits = found.map((row) => asHit(row, words, near ?? home)).sort((a, b) => b.score - a.score);
	return [...places, ...onceEach(hits, written)].slice(0, limit);
}

/** What two layers show of one reference is one hit: the one that tells more. */
function onceEach(hits: SearchHit[], written: string | null): SearchHit[] {
	const same = (hit: SearchHit) => written !== null && hit.title.ar === written;
	const first = hits.find(same);
	return hits.filter((hit) => hit === first || !same(hit));
}

async function candidates(
	ctx: Ctx,
	words: SearchWords,
	{ limit, written }: { limit: number; written: string | null }
): Promise<FoundRow[]> {
	const layers = readableLayers(ctx).filter((l) => l.search);
	if (!layers.length) return [];
	const parts = [
		...(written ? layers.filter(hasReferences).map((layer) => referredIn(layer, written)) : []),
		...layers.map((layer) => foundIn(layer, words.core, words.variants, Math.max(8, limit)))
	];
	try {
		return await ctx.read(async (db) => {
			await sql`select set_config('pg_trgm.word_similarity_threshold', ${String(LIKE_ENOUGH)}, true),
				set_config('statement_timeout', ${String(TIMEOUT_MS)}, true)`.execute(db);
			const { rows } = await sql<FoundRow>`${sql.join(parts, sql` union all `)}`.execute(db);
			return rows;
		});
	} catch (error) {
		// Stopped because it took too long: nothing is wrong with the database, and a narrower question will do.
		if (['57014', 'took_too_long'].includes((error as { code?: string }).code ?? ''))
			throw new DomainError('cancelled', { cause: error });
		throw error;
	}
}

function asHit(row: FoundRow, words: SearchWords, near: Box): SearchHit {
	const layer = getLayer(row.layer);
	const weight = layer.search?.weight ?? 0.5;
	const { fields } = row;
	const score = (name: string | null | undefined) => nameScore(words, name, row.inside);
	const proper = Math.max(
		...[fields['name_ar'], fields['name_en'], fields['reference'], row.source_id].map(score)
	);
	const otherName = [fields['alt_name'], fields['old_name']].find((n) => score(n) > proper);
	const likeness = Math.max(proper, score(otherName));
	const title = titleOf(layer, fields, row.source_id);
	// Long streets and near places are what people mean; neither outweighs the name.
	const size = row.length ? Math.min(1, row.length / 5000) * 0.05 : 0;
	return {
		kind: layer.geometry === 'line' && layer.group !== 'work' ? 'street' : 'feature',
		ref: { layer: layer.id, id: row.id },
		layerTitle: layer.title,
		// Found by the name people use: that one is shown, with the official one beside it.
		title: otherName ? { ar: otherName, en: otherName } : title,
		subtitle: otherName ? title : placed(layer, fields),
		bbox: row.bbox,
		center: row.center,
		length: row.length,
		score: round(likeness * (0.75 + 0.25 * Math.min(1.2, weight)) + nearness(row.center, near) * 0.08 + size)
	};
}

/** Its kind, and the block it lies in where it is numbered by blocks: "Residential · Block number 12". */
function placed(layer: LayerDef, fields: FoundRow['fields']): Bilingual | null {
	const kind = kindOf(layer, fields);
	const block = layer.fields.find((f) => f.name === 'block_no');
	const number = fields['block_no'];
	if (!block || !number) return kind;
	const of = { ar: `${block.title.ar} ${number}`, en: `${block.title.en} ${number}` };
	return kind ? { ar: `${kind.ar} · ${of.ar}`, en: `${kind.en} · ${of.en}` } : of;
}

/** 1 in the middle of the box, 0.5 at a box's width from it, towards 0 far away. */
function nearness([lon, lat]: [number, number], [west, south, east, north]: Box): number {
	const width = Math.max(east - west, 0.01);
	const away = Math.hypot(lon - (west + east) / 2, lat - (south + north) / 2);
	return 1 / (1 + away / width);
}

const round = (score: number) => Math.round(score * 10_000) / 10_000;
