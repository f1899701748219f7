import { sql } from 'kysely';
import { bboxOf } from '#lib/kernel/geometry.ts';
import type { Tx } from '#lib/server/context.ts';
import type { Surface } from '../../rules/index.ts';

/** What is drawn of a site. EPSG:22992. */
export interface Drawn {
	plot: Surface;
	footprint: Surface | null;
	/** What the setbacks leave. */
	buildable?: Surface | null;
	/** Across streets, each with its metres. */
	rays?: { line: GeoJSON.LineString; width_m: number; governs: boolean }[];
	/** Numbered corners. */
	corners?: { no: number; east: number; north: number }[];
}

/** Metres around the plot, and how wide the picture is to its height. */
const AROUND = 14;
const SHAPE = 1.9;
const LEAST = 60;
const FONT = 'font-family="IBM Plex Sans Arabic, IBM Plex Sans Latine"';

/** A plan of a plot with the plots and streets around it, the building on it and the measures of its streets, as SVG. */
export async function drawingOf(db: Tx['db'], drawn: Drawn): Promise<string> {
	const { footprint, buildable = null, rays = [], corners = [] } = drawn;
	// One that goes down a side street is drawn as far as it is seen.
	const seen = rays.filter(
		(ray) => ray.width_m < 1.4 * Math.min(...rays.filter((r) => r.governs).map((r) => r.width_m))
	);
	const shown = { type: 'GeometryCollection' as const, geometries: [drawn.plot, ...seen.map((r) => r.line)] };
	const [west, south, east, north] = bboxOf(shown)!;
	const box = framed({ west, south, east, north });
	const around = await aroundOf(db, box);
	const own = {
		plot: pathOf(drawn.plot),
		footprint: footprint && pathOf(footprint),
		buildable: buildable && pathOf(buildable)
	};
	return svgOf(box, { around, own, rays, corners });
}

interface Frame {
	west: number;
	south: number;
	east: number;
	north: number;
}

interface Around {
	layer: 'street' | 'parcel' | 'name';
	name: string | null;
	path: string;
	x: number;
	y: number;
	/** Degrees, for a name along its street. */
	angle: number;
}

const ringsOf = ({ type, coordinates }: Surface): GeoJSON.Position[][] =>
	type === 'Polygon' ? coordinates : coordinates.flat();

/** The outline as a path of SVG, whose ordinates go down, to the centimetre. */
const pathOf = (surface: Surface): string =>
	ringsOf(surface)
		.map(
			(ring) =>
				`M ${ring
					.slice(0, -1)
					.map(([x, y]) => `${cm(x!)} ${cm(-y!)}`)
					.join(' L ')} Z`
		)
		.join(' ');
const cm = (metres: number) => Math.round(metres * 100) / 100;

/** A surface without the name of its reference system, which the database would look for among all of them. */
export const bare = ({ type, coordinates }: Surface) => JSON.stringify({ type, coordinates });

function framed({ west, south, east, north }: Frame): Frame {
	const [x, y] = [(west + east) / 2, (south + north) / 2];
	const width = Math.max(LEAST, east - west + 2 * AROUND, (north - south + 2 * AROUND) * SHAPE) / 2;
	return { west: x - width, east: x + width, south: y - width / SHAPE, north: y + width / SHAPE };
}

async function aroundOf(db: Tx['db'], box: Frame): Promise<Around[]> {
	const { rows } = await sql<Around>`
with frame as (select st_makeenvelope(${box.west}::float8, ${box.south}::float8, ${box.east}::float8, ${box.north}::float8,
	22992) as f)
select 'street' as layer, null as name, st_assvg(st_collectionextract(st_intersection(r.geom, f), 3), 0, 2) as path,
	0::float8 as x, 0::float8 as y, 0::float8 as angle from frame, right_of_way r where r.geom && f and st_intersects(r.geom, f)
union all
select 'parcel', coalesce(p.props ->> 'parcel_no', p.name_ar),
	st_assvg(st_collectionextract(st_intersection(p.geom, f), 3), 0, 2), st_x(c), st_y(c), 0
from frame, parcels p, lateral st_pointonsurface(p.geom) c where p.geom && f and st_intersects(p.geom, f)
union all
select * from (select distinct on (coalesce(s.name_ar, s.name_en)) 'name', coalesce(s.name_ar, s.name_en), '',
	st_x(m), st_y(m), degrees(st_azimuth(st_startpoint(d.geom), st_endpoint(d.geom)))
from frame, streets s, lateral st_dump(st_collectionextract(st_intersection(s.geom, f), 2)) d,
	lateral st_lineinterpolatepoint(d.geom, 0.5) m
where s.geom && f and coalesce(s.name_ar, s.name_en) is not null and st_length(d.geom) > 15
order by coalesce(s.name_ar, s.name_en), st_length(d.geom) desc) n`.execute(db);
	return rows.filter((r) => r.layer === 'name' || r.path !== '');
}

interface Own {
	plot: string;
	footprint: string | null;
	buildable: string | null;
}

function svgOf(
	box: Frame,
	{
		around,
		own,
		rays,
		corners
	}: { around: Around[]; own: Own; rays: NonNullable<Drawn['rays']>; corners: NonNullable<Drawn['corners']> }
): string {
	const [width, height] = [box.east - box.west, box.north - box.south];
	/** A point of a picture that is as wide as the paper. */
	const pt = width / 500;
	const of = (layer: Around['layer']) => around.filter((a) => a.layer === layer);
	const area = (d: string, fill: string, stroke: string, metres: number, more = '') =>
		`<path d="${d}" fill="${fill}" stroke="${stroke}" stroke-width="${metres}" stroke-linejoin="round" ${more}/>`;
	const text = (x: number, y: number, size: number, words: string, ink: string, more = '') => {
		const place = `x="${x.toFixed(2)}" y="${(-y).toFixed(2)}" dy="0.35em" text-anchor="middle" ${FONT} font-size="${(size * pt).toFixed(3)}" ${more}`;
		return `<text ${place} fill="#fff" stroke="#fff" stroke-width="${(2.2 * pt).toFixed(3)}" stroke-linejoin="round">${escaped(words)}</text><text ${place} fill="${ink}">${escaped(words)}</text>`;
	};
	const ray = ({ line, width_m, governs }: (typeof rays)[number], i: number) => {
		const [[x1 = 0, y1 = 0] = [], [x2 = 0, y2 = 0] = []] = line.coordinates;
		const ink = governs ? '#a8480a' : '#7a6a52';
		return `<path d="M ${x1} ${-y1} L ${x2} ${-y2}" stroke="${ink}" stroke-width="${pt}" fill="none"/>${dot(x1, y1, 1.8 * pt, ink)}${dot(x2, y2, 1.8 * pt, ink)}${
			i % 5 === 2 ? text((x1 + x2) / 2, (y1 + y2) / 2, 10, width_m.toFixed(2), ink) : ''
		}`;
	};
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.west} ${-box.north} ${width} ${height}">
<rect x="${box.west}" y="${-box.north}" width="${width}" height="${height}" fill="#f4f1e8"/>
${of('street')
	.map((s) => area(s.path, '#ffffff', '#d8cdb2', 0.8 * pt))
	.join('\n')}
${of('parcel')
	.map((p) => area(p.path, '#ece7d9', '#b9ae95', 0.8 * pt))
	.join('\n')}
${of('name')
	.map((n) => text(n.x, n.y, 10, n.name!, '#5b5343', turned(n)))
	.join('\n')}
${area(own.plot, '#dcebe8', '#0d6e6e', 2.4 * pt)}
${own.buildable ? area(own.buildable, 'none', '#0d6e6e', 1.1 * pt, `stroke-dasharray="${4 * pt} ${3 * pt}"`) : ''}
${own.footprint ? area(own.footprint, '#c98d55', '#7c4a16', 1.4 * pt, 'fill-opacity="0.75"') : ''}
${rays.map(ray).join('\n')}
${corners.map((c) => `${dot(c.east, c.north, 2.2 * pt, '#0d6e6e')}${text(c.east, c.north + 9 * pt, 9, String(c.no), '#0d4f4f')}`).join('\n')}
${north(box, pt)}
${scale(box, pt)}
</svg>`;
}

const dot = (x: number, y: number, r: number, ink: string) =>
	`<circle cx="${x}" cy="${-y}" r="${r}" fill="${ink}"/>`;

/** Along the street, never upside down. */
function turned({ x, y, angle }: Around): string {
	let turn = angle - 90;
	while (turn > 90) turn -= 180;
	while (turn < -90) turn += 180;
	return `transform="rotate(${turn.toFixed(2)} ${x} ${-y})"`;
}

function north({ east, north }: Frame, pt: number): string {
	const [x, y] = [east - 16 * pt, -north + 14 * pt];
	return `<path d="M ${x} ${y} l ${5 * pt} ${16 * pt} l ${-5 * pt} ${-4 * pt} l ${-5 * pt} ${4 * pt} Z" fill="#1d2b33"/>
<text x="${x}" y="${y + 26 * pt}" text-anchor="middle" ${FONT} font-size="${9 * pt}" fill="#1d2b33">N</text>`;
}

/** A bar of a round length, at the foot. */
function scale({ west, east, south }: Frame, pt: number): string {
	const length = [200, 100, 50, 20, 10].find((l) => l <= (east - west) / 5) ?? 5;
	const [x, y] = [west + 10 * pt, -south - 9 * pt];
	return `<path d="M ${x} ${y - 3 * pt} V ${y} H ${x + length} V ${y - 3 * pt}" fill="none" stroke="#1d2b33" stroke-width="${pt}"/>
<text x="${x + length / 2}" y="${y - 5 * pt}" text-anchor="middle" ${FONT} font-size="${9 * pt}" fill="#1d2b33">${length} م</text>`;
}

const escaped = (text: string) =>
	text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
