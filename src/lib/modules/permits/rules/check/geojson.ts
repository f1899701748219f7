import { z } from 'zod';

/** GeoJSON as clients send it; heights are dropped. Whether a shape is whole is found by who places it. */

const VERTICES = 5000;

const Position = z
	.array(z.number())
	.min(2)
	.max(4)
	.transform(([x, y]): [number, number] => [x!, y!]);
const Line = z.array(Position).min(2).max(VERTICES);
const Ring = z
	.array(Position)
	.min(4)
	.max(VERTICES)
	.refine((ring) => String(ring[0]) === String(ring.at(-1)), { message: 'field_ring_open' });
const Rings = z.array(Ring).min(1).max(200);

const Polygon = z.object({ type: z.literal('Polygon'), coordinates: Rings });
const MultiPolygon = z.object({
	type: z.literal('MultiPolygon'),
	coordinates: z.array(Rings).min(1).max(200)
});

/** A surface. */
export const Surface = z.discriminatedUnion('type', [Polygon, MultiPolygon], 'field_surface');

/** Anything with a place. */
export const Anything = z.discriminatedUnion(
	'type',
	[
		z.object({ type: z.literal('Point'), coordinates: Position }),
		z.object({ type: z.literal('MultiPoint'), coordinates: z.array(Position).min(1).max(VERTICES) }),
		z.object({ type: z.literal('LineString'), coordinates: Line }),
		z.object({ type: z.literal('MultiLineString'), coordinates: z.array(Line).min(1).max(200) }),
		Polygon,
		MultiPolygon
	],
	'field_geometry'
);
