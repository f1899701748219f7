import { z } from 'zod';
import type { Box } from '#lib/kernel/map-contract.ts';

/** `west,south,east,north` in WGS84 degrees. */
export const box = z
	.string()
	.transform((text) => text.split(',').map(Number))
	.refine((n) => n.length === 4 && n.every(Number.isFinite), { message: 'field_box' })
	.refine(([w, s, e, n]) => w! < e! && s! < n!, { message: 'field_box' })
	.refine(([w, s, e, n]) => w! >= -180 && e! <= 180 && s! >= -85.06 && n! <= 85.06, { message: 'field_box' })
	.transform((n) => n as Box);

const layers = z
	.string()
	.max(1000)
	.transform((text) => text.split(',').filter(Boolean))
	.refine((ids) => ids.length > 0 && ids.length <= 40, { message: 'field_layers' });

export const FeaturesQuery = z.object({
	bbox: box.optional(),
	limit: z.coerce.number().int().min(1).max(5000).default(1000),
	cursor: z.string().max(64).optional()
});

/** `x`, `y` longitude and latitude; `z` zoom of the map; `tolerance` pixels. */
export const IdentifyQuery = z.object({
	x: z.coerce.number().min(-180).max(180),
	y: z.coerce.number().min(-85).max(85),
	z: z.coerce.number().min(0).max(24),
	layers,
	tolerance: z.coerce.number().min(0).max(32).default(6)
});

/** `bbox` is what the person looks at: the nearer of two equal hits comes first. */
export const SearchQuery = z.object({
	q: z.string().max(200),
	bbox: box.optional(),
	limit: z.coerce.number().int().min(1).max(50).default(12)
});

/** `layers` of an event stream; `permit`: the reference of one case whose news come as well. */
export const EventsQuery = z.object({ layers, permit: z.string().min(1).max(40).optional() });
