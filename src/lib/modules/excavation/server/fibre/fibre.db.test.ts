import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDig, HERE } from '../../../../../../tests/builders/digs.ts';
import { aFeature } from '../../../../../../tests/builders/features.ts';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import {
	connectBuilding,
	createFibreArea,
	deleteFibreArea,
	editFibreArea,
	fibreArea,
	fibreProgramme,
	registerDig,
	tieDig
} from '../index.ts';
import { fallDue } from './fall-due.ts';

let p: TestPlatform;
let telecom: Holder;
let gas: Holder;
let coordinator: Holder;
const now = () => new Date('2026-11-22T09:00:00Z');
const at = (x: number, y: number): [number, number] => [HERE[0] + x, HERE[1] + y];
const square = (x: number, side: number) => ({
	type: 'Polygon',
	coordinates: [[at(x, 0), at(x + side, 0), at(x + side, side), at(x, side), at(x, 0)]]
});
const crs = 'EPSG:22992';

beforeAll(async () => {
	p = await testPlatform();
	telecom = await aHolder(p, 'telecom', { now });
	gas = await aHolder(p, 'gas', { now });
	coordinator = await aHolder(p, 'centre', { role: 'coordinator', now });
	const point = (x: number, y: number) => `POINT(${at(x, y).join(' ')})`;
	await aFeature(p, 'schools', { nameAr: 'مدرسة النور', kind: 'primary', wkt: point(50, 50) });
	await aFeature(p, 'schools', { nameAr: 'مدرسة بعيدة', kind: 'primary', wkt: point(5000, 50) });
	await aFeature(p, 'places', { nameAr: 'مكتب بريد', kind: 'post_office', wkt: point(60, 60) });
	await aFeature(p, 'places', { nameAr: 'بنك', kind: 'bank', wkt: point(61, 60) });
	// The same school in another register, and a police station.
	await aFeature(p, 'places', { nameAr: 'مدرسة النور', kind: 'school', wkt: point(58, 50) });
	await aFeature(p, 'places', { nameAr: 'قسم شرطة', kind: 'police', wkt: point(150, 150) });
});
afterAll(() => p.close());

describe('the programme from copper to fibre', () => {
	it('has areas whose stages are done in order, seen on the map and in the curve', async () => {
		const input = {
			name: { ar: 'سنترال النخيل', en: 'Palms exchange' },
			homes: 400,
			geometry: square(0, 200),
			crs,
			stages: {
				survey: { planned_on: '2026-10-01', done_on: '2026-10-03' },
				civil: { planned_on: '2026-11-01', done_on: null }
			}
		};
		const made = await createFibreArea(telecom.ctx, input, { key: 'f-1' });
		expect((await createFibreArea(telecom.ctx, input, { key: 'f-1' })).repeated).toBe(true);
		const { area } = made.answer;
		expect(area).toMatchObject({ homes: 400, reached: 'survey', late: ['civil'], unit: { code: 'telecom' } });
		await expect(
			createFibreArea(telecom.ctx, {
				...input,
				stages: { cable: { planned_on: null, done_on: '2026-11-01' } }
			})
		).rejects.toMatchObject({
			code: 'invalid_input',
			fields: [{ path: 'stages.cable.done_on', code: 'fibre_done_order' }]
		});
		for (const [wrong, code] of [
			[{ stages: { survey: { planned_on: '2206-01-01', done_on: null } } }, 'invalid_input'],
			[{ geometry: square(0, 20_000) }, 'geometry_too_large']
		] as const)
			await expect(createFibreArea(telecom.ctx, { ...input, ...wrong })).rejects.toMatchObject({ code });
		const civil = { civil: { planned_on: '2026-11-01', done_on: '2026-11-20' } };
		const edited = await editFibreArea(telecom.ctx, area.id, { seen: area.updated_at, stages: civil });
		expect(edited.area).toMatchObject({ reached: 'civil', late: [] });
		await expect(
			editFibreArea(telecom.ctx, area.id, { seen: area.updated_at, homes: 1 })
		).rejects.toMatchObject({ code: 'version_conflict' });
		const { rows } = await p.pool.query('select kind, props from map_fibre_progress where id = $1', [
			area.id
		]);
		expect(rows).toMatchObject([{ kind: 'civil', props: { homes: 400, reached_on: '2026-11-20' } }]);
		const programme = await fibreProgramme(gas.ctx);
		expect(programme.totals).toMatchObject({ areas: 1, homes: 400, migrated: 0, late: 0, buildings: 3 });
		expect(programme.curve.at(-1)).toMatchObject({ day: '2026-11-22', planned: 2 / 6, done: 2 / 6 });
		expect((await fibreProgramme(gas.ctx, { stage: 'late' })).areas).toEqual([]);
		expect(
			(await fibreProgramme(gas.ctx, { stage: 'civil', unit: 'telecom', q: 'النخيل' })).areas
		).toHaveLength(1);
		await expect(
			editFibreArea(gas.ctx, area.id, { seen: edited.area.updated_at, homes: 1 })
		).rejects.toMatchObject({
			code: 'forbidden'
		});
	});

	it('shows on the map what is due by plan, and what is behind it; whose day comes is told anew', async () => {
		const day = (shift: number) => new Date(Date.now() + shift * 86_400_000).toISOString().slice(0, 10);
		const stage = (planned: number, done: number | null) => ({
			planned_on: day(planned),
			done_on: done === null ? null : day(done)
		});
		const here = makeCtx(p, { actor: telecom.ctx.actor });
		const { answer } = await createFibreArea(here, {
			...{ name: { ar: 'كابينة 9' }, geometry: square(12_000, 90), crs },
			stages: { survey: stage(-9, -8), civil: stage(-2, null), cable: stage(5, null) }
		});
		const { id } = answer.area;
		const onMap = async () =>
			(await p.pool.query('select kind, props from map_fibre_progress where id = $1', [id])).rows[0];
		expect(await onMap()).toMatchObject({ kind: 'survey', props: { due: 'civil', standing: 'survey late' } });
		const on = (moment: string) => makeCtx(p, { actor: SYSTEM, now: () => new Date(`${moment}T09:00:00Z`) });
		expect(await fallDue(on(day(3)))).toBe(0);
		expect([await fallDue(on(day(5))), await fallDue(on(day(5))), await fallDue(on(day(6)))]).toEqual([
			1, 0, 1
		]);
		const seen = (await fibreArea(here, id)).area.updated_at;
		await editFibreArea(here, id, { seen, stages: { civil: stage(-2, -1) } });
		expect(await onMap()).toMatchObject({ kind: 'civil', props: { due: 'civil', standing: 'civil' } });
		await deleteFibreArea(here, id);
	});

	it('suggests the works of its company that lie in an area, and keeps those that are tied', async () => {
		const { areas } = await fibreProgramme(telecom.ctx);
		const id = areas[0]!.id;
		const inside = await registerDig(telecom.ctx, aDig().along([10, 10], [90, 10]).input());
		await registerDig(gas.ctx, aDig().along([10, 30], [90, 30]).input());
		const { reference } = inside.answer;
		expect((await fibreArea(telecom.ctx, id)).suggested_digs.map((d) => d.reference)).toEqual([reference]);
		const tied = await tieDig(telecom.ctx, id, reference, true);
		expect([tied.linked_digs.map((d) => d.reference), tied.suggested_digs]).toEqual([[reference], []]);
		expect((await tieDig(telecom.ctx, id, reference, false)).area.digs).toBe(0);
	});

	it('tells which buildings of agencies are connected', async () => {
		const { areas } = await fibreProgramme(telecom.ctx);
		const id = areas[0]!.id;
		const { agency_buildings } = await fibreArea(telecom.ctx, id);
		expect(agency_buildings.map((b) => [b.name!.ar, b.kind_name?.ar])).toEqual([
			['مدرسة النور', 'ابتدائية'],
			['قسم شرطة', 'شرطة'],
			['مكتب بريد', 'مكتب بريد']
		]);
		const [school] = agency_buildings;
		const building = { layer: 'schools', feature: school!.id };
		const connected = await connectBuilding(telecom.ctx, id, building, { connected_on: '2026-11-20' });
		expect(connected.area).toMatchObject({ buildings: 3, connected: 1 });
		await expect(
			connectBuilding(telecom.ctx, id, building, { connected_on: '2027-01-01' })
		).rejects.toMatchObject({
			code: 'invalid_input'
		});
		await expect(
			connectBuilding(telecom.ctx, id, { layer: 'schools', feature: '999' }, { connected_on: null })
		).rejects.toMatchObject({ code: 'not_found' });
		expect((await connectBuilding(telecom.ctx, id, building, { connected_on: null })).area.connected).toBe(0);
	});

	it('takes a cabinet as a point, reads what a file brought, and lets its company remove an area', async () => {
		const cabinet = {
			name: { ar: 'كابينة 7' },
			geometry: { type: 'Point', coordinates: at(3000, 0) },
			crs,
			radius_m: 100
		};
		const { answer } = await createFibreArea(coordinator.ctx, { ...cabinet, unit: 'telecom' });
		const { rows } = await p.pool.query<{ m2: number }>(
			'select st_area(geom) as m2 from fibre_areas where id = $1',
			[answer.area.id]
		);
		expect(rows[0]!.m2 / (Math.PI * 100 ** 2)).toBeCloseTo(1, 1);
		await deleteFibreArea(telecom.ctx, answer.area.id);
		await expect(fibreArea(telecom.ctx, answer.area.id)).rejects.toMatchObject({ code: 'not_found' });
		const imported = await aFeature(p, 'fibre_areas', {
			nameAr: 'منطقة من ملف',
			props: { homes: '90', unit: 'telecom', survey_planned: '2026-09-01', survey_done: '2026-09-02' },
			wkt: `MULTIPOLYGON(((${at(8000, 0).join(' ')}, ${at(8100, 0).join(' ')}, ${at(8100, 90).join(' ')}, ${at(8000, 0).join(' ')})))`
		});
		expect((await fibreArea(telecom.ctx, imported)).area).toMatchObject({ homes: 90, reached: 'survey' });
	});
});
