import { LEGAL_SRID, project, requireCrs, transform, type Srid } from '#lib/kernel/crs.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import { planOf, ReadDrawing, verdictOfCheck, type Drawing } from '../../rules/index.ts';
import { checkPermit } from '../check.ts';
import { extractInThread } from './thread.ts';

/**
 * Reads an applicant's DXF, lays it on the ground by its control points and holds what it declares against what it
 * draws. Nothing is saved.
 * @param input `ReadDrawing`
 * @throws DomainError `forbidden`, `crs_unknown`, as `extractInThread` and `planOf`, `geometry_invalid` with the place; ZodError.
 */
export async function readDrawing(ctx: Ctx, bytes: Uint8Array, input: unknown): Promise<Drawing> {
	demand(ctx, 'permit:check');
	const asked = ReadDrawing.parse(input);
	const srid = requireCrs(asked.crs);
	const toLegal = (survey: [number, number]) => inEgypt(legal(srid, survey));
	const controls = asked.controls.map((c) => ({ ...c, survey: toLegal(c.survey) }));
	const extract = await extractInThread(bytes);
	const plan = planOf(extract, controls, toLegal);
	const { results } = await checkPermit(ctx, {
		crs: LEGAL_SRID,
		...(asked.on ? { on: asked.on } : {}),
		place: asked.place,
		parcel: plan.parcel,
		footprint: plan.footprint,
		streets: null,
		declared: { parcel_m2: plan.declared.parcel_m2, footprint_m2: plan.declared.footprint_m2 }
	});
	const declared = results.filter((r) => r.rule === 'R00');
	const { encoding, count, ignored, units } = extract;
	return {
		verdict: verdictOfCheck(declared),
		crs: 'EPSG:22992',
		...plan,
		results: declared,
		file: { encoding, count, ignored, units }
	};
}

function legal(srid: Srid, survey: [number, number]): [number, number] {
	try {
		const [east = NaN, north = NaN] = transform(srid, LEGAL_SRID, survey);
		return [east, north];
	} catch (cause) {
		throw elsewhere(survey, cause);
	}
}

/** A surveyed point elsewhere was typed wrong, or in another system than was said. */
function inEgypt(survey: [number, number]): [number, number] {
	const [lon = NaN, lat = NaN] = project(LEGAL_SRID, 4326, survey) ?? [];
	if (!(lon > 24 && lon < 38 && lat > 21 && lat < 32.5)) throw elsewhere(survey);
	return survey;
}

const elsewhere = ([east, north]: [number, number], cause?: unknown) =>
	new DomainError('drawing_control_place', { params: { east, north }, cause });
