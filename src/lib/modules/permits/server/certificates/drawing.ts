import { sql } from 'kysely';
import { bboxOf } from '#lib/kernel/geometry.ts';
import type { Tx } from '#lib/server/context.ts';
import { nameSpot, type Spot, type Stroke, type Surface } from '../../rules/index.ts';
import { dot, FONT, north, outwards, scale, type Corner, type Frame } from './drawing-marks.ts';

/** What is drawn of a site. EPSG:22992. */
export interface Drawn {
	plot: Surface;
	footprint: Surface | null;
	/** What the setbacks leave. */
	buildable?: Surface | null;
	/** Across streets, each with its metres. */
	rays?: { line: GeoJSON.LineString; width_m: number; governs: boolean }[];
	/** Numbered corners. */
	corners?: Corner[];
}

/** Metres around the plot, and how wide the picture is to its height. */
const AROUND = 14;
const SHAPE = 1.9;
const LEAST = 60;

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

interface Around {
	layer: 'street' | 'parcel' | 'name';
	name: string | null;
	path: string;
	/** Where a name could stand on its street. */
	spots: Spot[];
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
	'[]'::jsonb as spots, 0::float8 as angle from frame, right_of_way r where r.geom && f and st_intersects(r.geom, f)
union all
select 'parcel', coalesce(p.props ->> 'parcel_no', p.name_ar),
	st_assvg(st_collectionextract(st_intersection(p.geom, f), 3), 0, 2), '[]', 0
from frame, parcels p where p.geom && f and st_intersects(p.geom, f)
union all
select * from (select distinct on (coalesce(s.name_ar, s.name_en)) 'name', coalesce(s.name_ar, s.name_en), '',
	(select jsonb_agg(jsonb_build_array(st_x(m), st_y(m)) order by n)
		from unnest(array[0.5, 0.3, 0.7, 0.18, 0.82]) with ordinality at(share, n), st_lineinterpolatepoint(d.geom, share) m),
	degrees(st_azimuth(st_startpoint(d.geom), st_endpoint(d.geom)))
from frame, streets s, lateral st_dump(st_collectionextract(st_intersection(s.geom, f), 2)) d
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
	}: { around: Around[]; own: Own; rays: NonNullable<Drawn['rays']>; corners: Corner[] }
): string {
	const [width, height] = [box.east - box.west, box.north - box.south];
	/** A point of a picture that is as wide as the paper. */
	const pt = width / 500;
	const of = (layer: Around['layer']) => around.filter((a) => a.layer === layer);
	const area = (d: string, fill: string, stroke: string, metres: number, more = '') =>
		`<path d="${d}" fill="${fill}" stroke="${stroke}" stroke-width="${metres}" stroke-linejoin="round" ${more}/>`;
	// Lowered by its ordinate: a shift would lower the first letter of an Arabic word alone.
	const text = (x: number, y: number, size: number, words: string, ink: string, more = '', halo = 2.2) => {
		const place = `x="${x.toFixed(2)}" y="${(0.35 * size * pt - y).toFixed(2)}" text-anchor="middle" ${FONT} font-size="${(size * pt).toFixed(3)}" ${more}`;
		return `<text ${place} fill="#fff" stroke="#fff" stroke-width="${(halo * pt).toFixed(3)}" stroke-linejoin="round">${escaped(words)}</text><text ${place} fill="${ink}">${escaped(words)}</text>`;
	};
	const ray = ({ line, width_m, governs }: (typeof rays)[number], i: number) => {
		const [[x1 = 0, y1 = 0] = [], [x2 = 0, y2 = 0] = []] = line.coordinates;
		const ink = governs ? '#a8480a' : '#7a6a52';
		return `<path d="M ${x1} ${-y1} L ${x2} ${-y2}" stroke="${ink}" stroke-width="${pt}" fill="none"/>${dot(x1, y1, 1.8 * pt, ink)}${dot(x2, y2, 1.8 * pt, ink)}${
			i % 5 === 2 ? text((x1 + x2) / 2, (y1 + y2) / 2, 10, width_m.toFixed(2), ink, '', 6) : ''
		}`;
	};
	const strokes = rays.map(({ line }) => line.coordinates as unknown as Stroke);
	const name = ({ name: words, spots, angle }: Around) => {
		const turn = (angle * Math.PI) / 180;
		const along: Spot = [Math.sin(turn), Math.cos(turn)];
		const spot = nameSpot(spots, { along, half: words!.length * 2.6 * pt, clear: 9 * pt }, strokes);
		return spot ? text(...spot, 10, words!, '#5b5343', turned(spot, angle)) : '';
	};
	const aside = outwards(corners, 10 * pt);
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.west} ${-box.north} ${width} ${height}">
<rect x="${box.west}" y="${-box.north}" width="${width}" height="${height}" fill="#f4f1e8"/>
${of('street')
	.map((s) => area(s.path, '#ffffff', '#d8cdb2', 0.8 * pt))
	.join('\n')}
${of('parcel')
	.map((p) => area(p.path, '#ece7d9', '#b9ae95', 0.8 * pt))
	.join('\n')}
${of('name').map(name).join('\n')}
${area(own.plot, '#dcebe8', '#0d6e6e', 2.4 * pt)}
${own.buildable ? area(own.buildable, 'none', '#0d6e6e', 1.1 * pt, `stroke-dasharray="${4 * pt} ${3 * pt}"`) : ''}
${own.footprint ? area(own.footprint, '#c98d55', '#7c4a16', 1.4 * pt, 'fill-opacity="0.75"') : ''}
${rays.map(ray).join('\n')}
${corners.map((c) => `${dot(c.east, c.north, 2.2 * pt, '#0d6e6e')}${text(...aside(c), 9, String(c.no), '#0d4f4f')}`).join('\n')}
${north(box, pt)}
${scale(box, pt)}
</svg>`;
}

/** Along the street, never upside down. */
function turned([x, y]: Spot, angle: number): string {
	let turn = angle - 90;
	while (turn > 90) turn -= 180;
	while (turn < -90) turn += 180;
	return `transform="rotate(${turn.toFixed(2)} ${x} ${-y})"`;
}

const escaped = (text: string) =>
	text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
