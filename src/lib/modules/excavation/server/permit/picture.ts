import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import { streetClass, type StreetClass } from '../../rules/index.ts';

/** Metres around the work, and how wide the picture is to its height. */
const AROUND = 70;
const SHAPE = 2.1;
const LEAST = 240;
const MOST_NAMES = 7;
const WIDTH: Record<StreetClass, number> = { main: 16, collector: 11, local: 7 };

/**
 * A map of the work as SVG: the streets with their names, the zone, the trench, its detours as far as they are seen, and
 * what owners of networks say lies there. One unit is one metre.
 */
export function permitPicture(db: Tx['db'], digId: string, locale: 'ar' | 'en'): Promise<string> {
	const marks = sql`select 'zone' as layer, zone as geom from dig where id = ${digId}
		union all select 'detour', geom from dig_detour where dig_id = ${digId}
		union all select 'network', r.geom from dig d join dig_response r on r.dig_id = d.id and r.round = d.round
			where d.id = ${digId} and r.geom is not null and r.answer <> 'none'
		union all select 'work', geom from dig where id = ${digId}`;
	return pictureOf(db, { around: sql`(select zone from dig where id = ${digId})`, marks }, locale);
}

/** The whole way round a work, with its direction, as SVG. */
export function detourPicture(db: Tx['db'], digId: string, locale: 'ar' | 'en'): Promise<string> {
	const whole = sql`(select st_collect(g) from (select zone as g from dig where id = ${digId}
		union all select geom from dig_detour where dig_id = ${digId}) all_of_it)`;
	const marks = sql`select 'zone' as layer, zone as geom from dig where id = ${digId}
		union all select 'work', geom from dig where id = ${digId}
		union all select 'way', geom from dig_detour where dig_id = ${digId}`;
	return pictureOf(db, { around: whole, marks }, locale);
}

/**
 * Where two works meet, as SVG: their zones and trenches while they do, and the ground they share.
 * @param first reference of the work that is drawn in the ink of the first.
 */
export function clashPicture(
	db: Tx['db'],
	{ clashId, first }: { clashId: string; first: string },
	locale: 'ar' | 'en'
): Promise<string> {
	const shown = sql`dig_clash c join dig d on d.id in (c.dig_a, c.dig_b)
		where c.id = ${clashId} and c.closed_at is null`;
	const marks = sql`select 'zone' as layer, d.zone as geom from ${shown}
		union all select case d.reference when ${first} then 'work' else 'other' end, d.geom from ${shown}
		union all select 'overlap', geom from dig_clash where id = ${clashId}`;
	return pictureOf(db, { around: sql`(select geom from dig_clash where id = ${clashId})`, marks }, locale);
}

/**
 * @param around a geometry in EPSG:22992; its box with ground around it is what is seen.
 * @param marks rows of `layer` and `geom`, the lowest first.
 */
async function pictureOf(
	db: Tx['db'],
	{ around, marks }: { around: RawBuilder<unknown>; marks: RawBuilder<unknown> },
	locale: 'ar' | 'en'
): Promise<string> {
	const { rows } = await sql<Box>`select st_xmin(e) as west, st_ymin(e) as south, st_xmax(e) as east,
		st_ymax(e) as north from (select st_envelope(${around}) as e) box`.execute(db);
	const box = framed(rows[0]!);
	const { rows: shapes } = await sql<Shape>`
with frame as (select st_makeenvelope(${box.west}::float8, ${box.south}::float8, ${box.east}::float8,
	${box.north}::float8, 22992) as f)
select 'street' as layer, coalesce(case when ${locale} = 'ar' then s.name_ar else s.name_en end, s.name_ar, s.name_en) as name,
	s.kind, st_assvg(st_intersection(s.geom, f), 0, 1) as path,
	st_length(st_intersection(s.geom, f)) as length_m,
	st_x(st_startpoint(longest.line)) as x1, st_y(st_startpoint(longest.line)) as y1,
	st_x(st_endpoint(longest.line)) as x2, st_y(st_endpoint(longest.line)) as y2
from frame, streets s, lateral (
	select d.geom as line from st_dump(st_collectionextract(st_intersection(s.geom, f), 2)) d
	order by st_length(d.geom) desc limit 1) longest
where s.geom && f
union all
select k.layer, null, geometrytype(k.geom),
	st_assvg(st_collectionextract(k.geom, greatest(st_dimension(k.geom), 1) + 1), 0, 1), 0, null, null, null, null
from (${marks}) k`.execute(db);
	return draw(box, shapes, locale);
}

interface Box {
	west: number;
	south: number;
	east: number;
	north: number;
}

type Mark = 'zone' | 'detour' | 'way' | 'network' | 'work' | 'other' | 'overlap';

interface Shape {
	layer: 'street' | Mark;
	name: string | null;
	kind: string | null;
	path: string;
	length_m: number;
	x1: number | null;
	y1: number | null;
	x2: number | null;
	y2: number | null;
}

/** The box with ground around it, in the shape of the picture. */
function framed({ west, south, east, north }: Box): Box {
	const [x, y] = [(west + east) / 2, (south + north) / 2];
	const width = Math.max(LEAST, east - west + 2 * AROUND, (north - south + 2 * AROUND) * SHAPE) / 2;
	return { west: x - width, east: x + width, south: y - width / SHAPE, north: y + width / SHAPE };
}

function draw(box: Box, shapes: readonly Shape[], locale: 'ar' | 'en'): string {
	const [width, height] = [box.east - box.west, box.north - box.south];
	/** Metres that look like one on a picture of the usual size. */
	const unit = width / 480;
	const streets = shapes.filter((s) => s.layer === 'street');
	const line = (s: Shape, extra: number, ink: string) =>
		`<path d="${s.path}" fill="none" stroke="${ink}" stroke-width="${(WIDTH[streetClass(s.kind)] + extra) * Math.max(1, unit / 2)}" stroke-linecap="round" stroke-linejoin="round"/>`;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.west} ${-box.north} ${width} ${height}">
<defs><marker id="way" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="4" markerHeight="4" orient="auto"><path d="M 0 0 L 10 5 L 0 10 Z" fill="#2f6db3"/></marker></defs>
<rect x="${box.west}" y="${-box.north}" width="${width}" height="${height}" fill="#f7f4ec"/>
${streets.map((s) => line(s, 2 * unit, '#d8cdb2')).join('\n')}
${streets.map((s) => line(s, 0, '#ffffff')).join('\n')}
${shapes.flatMap((s) => (s.layer === 'street' ? [] : [mark(s, s.layer, unit)])).join('\n')}
${names(streets, unit)}
${scale(box, unit, locale)}
</svg>`;
}

const INK = { work: ['#d06f24', '#a8480a'], other: ['#3b82c4', '#1f5f9c'] } as const;

function mark({ path, kind }: Shape, layer: Mark, unit: number): string {
	if (layer === 'zone')
		return `<path d="${path}" fill="#d06f24" fill-opacity="0.22" stroke="#d06f24" stroke-width="${0.8 * unit}"/>`;
	if (layer === 'overlap')
		return `<path d="${path}" fill="#c0281c" fill-opacity="0.35" stroke="#c0281c" stroke-width="${1.4 * unit}"/>`;
	if (layer === 'detour')
		return `<path d="${path}" fill="none" stroke="#2f6db3" stroke-width="${2.6 * unit}" stroke-dasharray="${7 * unit} ${5 * unit}"/>`;
	// Whole strokes: the way back would fill the gaps of the way there.
	if (layer === 'way')
		return `<path d="${path}" fill="none" stroke="#2f6db3" stroke-width="${2.2 * unit}" marker-end="url(#way)"/>`;
	if (layer === 'network')
		return `<path d="${path}" fill="${/POLYGON/.test(kind ?? '') ? '#7a3fa0' : 'none'}" fill-opacity="0.15" stroke="#7a3fa0" stroke-width="${1.8 * unit}"/>`;
	const [fill, stroke] = INK[layer];
	return `<path d="${path}" fill="${/POLYGON/.test(kind ?? '') ? fill : 'none'}" stroke="${stroke}" stroke-width="${3 * unit}" stroke-linecap="round"/>`;
}

/** Each name once, on the longest piece, along it and never upside down. */
function names(streets: readonly Shape[], unit: number): string {
	const longest = new Map<string, Shape>();
	for (const s of streets)
		if (s.name && s.x1 !== null && s.length_m > (longest.get(s.name)?.length_m ?? 40 * unit))
			longest.set(s.name, s);
	return [...longest.values()]
		.sort((a, b) => b.length_m - a.length_m)
		.slice(0, MOST_NAMES)
		.map(({ name, x1, y1, x2, y2 }) => {
			const [x, y] = [(x1! + x2!) / 2, -(y1! + y2!) / 2];
			let angle = (Math.atan2(-(y2! - y1!), x2! - x1!) * 180) / Math.PI;
			if (angle > 90) angle -= 180;
			if (angle < -90) angle += 180;
			const place = `x="${x}" y="${y}" transform="rotate(${angle} ${x} ${y})" text-anchor="middle" dy="0.35em"`;
			const font = `font-family="IBM Plex Sans Arabic, IBM Plex Sans Latine" font-size="${9 * unit}"`;
			const text = escaped(name!);
			// The halo is a text of its own, below: one with a stroke of its own would lose its joints.
			return `<text ${place} ${font} fill="#ffffff" stroke="#ffffff" stroke-width="${2.4 * unit}" stroke-linejoin="round">${text}</text>
<text ${place} ${font} fill="#5b5343">${text}</text>`;
		})
		.join('\n');
}

/** A bar of a round length, at the foot. */
function scale(box: Box, unit: number, locale: 'ar' | 'en'): string {
	const length = [500, 200, 100, 50, 20].find((l) => l <= (box.east - box.west) / 5) ?? 10;
	const [x, y] = [box.west + 10 * unit, -box.south - 9 * unit];
	const words = locale === 'ar' ? `${length} م` : `${length} m`;
	return `<path d="M ${x} ${y - 3 * unit} V ${y} H ${x + length} V ${y - 3 * unit}" fill="none" stroke="#1d2b33" stroke-width="${unit}"/>
<text x="${x + length / 2}" y="${y - 4 * unit}" text-anchor="middle" font-family="IBM Plex Sans Arabic, IBM Plex Sans Latine" font-size="${8 * unit}" fill="#1d2b33">${words}</text>`;
}

const escaped = (text: string) =>
	text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
