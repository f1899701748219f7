import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import { streetClass, type StreetClass } from '../../rules/index.ts';

/** Metres around the work, and how wide the picture is to its height. */
const AROUND = 70;
const SHAPE = 2.1;
const LEAST = 240;
const MOST_NAMES = 7;
const WIDTH: Record<StreetClass, number> = { main: 16, collector: 11, local: 7 };

/** A map of the work as SVG: the streets with their names, the zone, the trench. One unit is one metre. */
export async function permitPicture(db: Tx['db'], digId: string, locale: 'ar' | 'en'): Promise<string> {
	const { rows } = await sql<Box>`select st_xmin(e) as west, st_ymin(e) as south, st_xmax(e) as east,
		st_ymax(e) as north from (select st_envelope(zone) as e from dig where id = ${digId}) around`.execute(db);
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
select 'zone', null, null, st_assvg(zone, 0, 1), 0, null, null, null, null from dig where id = ${digId}
union all
select 'work', null, geometrytype(geom), st_assvg(st_collectionextract(geom, greatest(st_dimension(geom), 1) + 1), 0, 1),
	0, null, null, null, null from dig where id = ${digId}`.execute(db);
	return draw(box, shapes, locale);
}

interface Box {
	west: number;
	south: number;
	east: number;
	north: number;
}

interface Shape {
	layer: 'street' | 'zone' | 'work';
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
	const zone = shapes.find((s) => s.layer === 'zone')!;
	const work = shapes.find((s) => s.layer === 'work')!;
	const surface = /POLYGON/.test(work.kind ?? '');
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.west} ${-box.north} ${width} ${height}">
<rect x="${box.west}" y="${-box.north}" width="${width}" height="${height}" fill="#f7f4ec"/>
${streets.map((s) => line(s, 2 * unit, '#d8cdb2')).join('\n')}
${streets.map((s) => line(s, 0, '#ffffff')).join('\n')}
<path d="${zone.path}" fill="#d06f24" fill-opacity="0.22" stroke="#d06f24" stroke-width="${0.8 * unit}"/>
<path d="${work.path}" fill="${surface ? '#d06f24' : 'none'}" stroke="#a8480a" stroke-width="${3 * unit}" stroke-linecap="round"/>
${names(streets, unit)}
${scale(box, unit, locale)}
</svg>`;
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
