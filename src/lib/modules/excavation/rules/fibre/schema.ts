import { z } from 'zod';
import { isoDay } from '#lib/kernel/day-schema.ts';
import { freeText } from '#lib/kernel/free-text.ts';
import { LIMITS } from '../limits.ts';
import { FIBRE_STAGES } from './vocabulary.ts';

/** What clients send about the fibre programme. */

const Day = isoDay().nullable();
const Name = freeText().min(1).max(LIMITS.titleLength);
const Homes = z.number().int().min(0).max(1_000_000);
const Geometry = z.looseObject({ type: z.string(), coordinates: z.array(z.unknown()) });
const Crs = z.union([z.string().max(4000), z.number()]).optional();
const Stage = z.strictObject({ planned_on: Day, done_on: Day });
const Stages = z.strictObject(
	Object.fromEntries(FIBRE_STAGES.map((stage) => [stage, Stage.optional()])) as Record<
		(typeof FIBRE_STAGES)[number],
		z.ZodOptional<typeof Stage>
	>
);

/** A new area: a polygon, or a cabinet as a point with the radius (metres) it serves. */
export const CreateFibreArea = z.strictObject({
	name: z.strictObject({ ar: Name, en: Name.optional() }),
	homes: Homes.default(0),
	/** A unit's code or id, needed of coordinators and of planners of several units. */
	unit: freeText().min(1).max(100).optional(),
	geometry: Geometry,
	radius_m: z.number().min(10).max(2000).default(150),
	crs: Crs,
	stages: Stages.default({})
});
export type CreateFibreArea = z.output<typeof CreateFibreArea>;

/** Changes: only what is named changes. `seen` is the `updated_at` that the sender saw. */
export const EditFibreArea = z.strictObject({
	seen: z.iso.datetime(),
	name: z.strictObject({ ar: Name, en: Name.optional() }).optional(),
	homes: Homes.optional(),
	geometry: Geometry.optional(),
	radius_m: z.number().min(10).max(2000).default(150),
	crs: Crs,
	stages: Stages.optional()
});
export type EditFibreArea = z.output<typeof EditFibreArea>;

export const ListFibreAreas = z.object({
	/** A unit's code. */
	unit: z.string().max(100).optional(),
	/** The last stage done; `none` before the first; `late` with a stage overdue. */
	stage: z.enum([...FIBRE_STAGES, 'none', 'late']).optional(),
	q: freeText().max(200).optional()
});
export type ListFibreAreas = z.output<typeof ListFibreAreas>;

export const ConnectBuilding = z.strictObject({ connected_on: Day });
export type ConnectBuilding = z.output<typeof ConnectBuilding>;
