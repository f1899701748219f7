import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDig, HERE } from '../../../../../../tests/builders/digs.ts';
import { anOffice, type Office } from '../../../../../../tests/builders/life.ts';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { aJpeg, aPdf, aPng } from '#lib/server/files/hostile.fixture.ts';
import { makeCtx } from '#lib/server/context.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import type { Dig } from '../../rules/index.ts';
import { askLateOwners } from './ask-owners.ts';
import {
	approveDig,
	closeNetwork,
	declareNetwork,
	deskOf,
	digStanding,
	keepDigFile,
	listNetworkOwners,
	overrideDig,
	readDigFile,
	registerDig,
	respondDig,
	submitDig,
	sweepDigs
} from '../index.ts';

let p: TestPlatform;
let telecom: Holder;
let gas: Holder;
let water: Holder;
let power: Holder;
let office: Office;
const SUNDAY = new Date('2026-11-22T08:00:00Z');
let clock = SUNDAY;
const now = () => clock;

/** A gas line 8 m north of the first field, a water main far away, and all within an area for the power company. */
beforeAll(async () => {
	p = await testPlatform();
	[telecom, gas, water, power] = [
		await aHolder(p, 'telecom', { now }),
		await aHolder(p, 'gas', { now }),
		await aHolder(p, 'water', { now }),
		await aHolder(p, 'power', { now })
	];
	office = await anOffice(p, now);
	const line = (y: number) => `st_multi(st_makeline(
		st_setsrid(st_makepoint(${HERE[0]}, ${HERE[1] + y}), 22992), st_setsrid(st_makepoint(${HERE[0] + 100}, ${HERE[1] + y}), 22992)))`;
	await p.pool.query(
		`insert into utilities_gas (source_id, geom) values ('near', ${line(1006)}), ('far', ${line(1500)})`
	);
	await p.pool.query(`insert into utilities_water (source_id, geom) values ('far', ${line(1200)})`);
	await p.pool.query(`insert into utilities_telecom (source_id, geom) values ('own', ${line(1001)})`);
	await declareNetwork(gas.ctx, { network: 'gas' });
	await declareNetwork(water.ctx, { network: 'water' });
	await declareNetwork(telecom.ctx, { network: 'telecom' });
	const ring = [
		[-50, 900],
		[150, 900],
		[150, 1100],
		[-50, 1100],
		[-50, 900]
	];
	await declareNetwork(power.ctx, {
		geometry: { type: 'Polygon', coordinates: [ring.map(([x, y]) => [HERE[0] + x!, HERE[1] + y!])] },
		crs: 'EPSG:22992',
		note: 'محيط محطة المحولات'
	});
});
afterAll(() => p.close());

/** Works follow each other at one place, so that they meet nobody. */
let year = 2026;
async function submitted(y = 1000): Promise<Dig> {
	clock = SUNDAY;
	const input = aDig().along([0, y], [60, y]).days(`${year}-12-20`, `${year}-12-31`).input();
	year++;
	const { answer: dig } = await registerDig(telecom.ctx, input);
	return (await submitDig(telecom.ctx, dig.reference, {}, dig)).answer;
}
const respond = async (by: Holder, dig: Dig, input: unknown, version = 1, unit = by.unitId) =>
	(await respondDig(by.ctx, dig.reference, unit, input, { version })).answer;
const board = async (dig: Dig) => (await digStanding(gas.ctx, dig.reference)).responses;

describe('the board', () => {
	it('asks whose lines or areas lie within reach, once each, with two working days, and not oneself', async () => {
		expect(await board(await submitted())).toMatchObject([
			{
				unit: { en: 'Company power' },
				networks: [],
				distance_m: 0,
				answer: null,
				clock: { due_on: '2026-11-24', days_left: 2 },
				may_answer: false
			},
			{ unit: { en: 'Company gas' }, networks: ['gas'], distance_m: 6, may_answer: true }
		]);
		expect(await board(await submitted(5000))).toEqual([]);
		expect((await deskOf(gas.ctx)).groups).toMatchObject([{ kind: 'respond', total: 1 }]);
		expect((await deskOf(water.ctx)).groups).toEqual([]);
	});

	it('takes each answer with what makes it one, from the owner or the coordinator alone', async () => {
		const dig = await submitted();
		for (const [answer, path] of [
			['present', 'remark'],
			['conditions', 'conditions'],
			['objection', 'remark']
		])
			await expect(respond(gas, dig, { answer })).rejects.toMatchObject({
				fields: [{ path, code: 'dig_required' }]
			});
		for (const stranger of [water, telecom, office.district])
			await expect(respond(stranger, dig, { answer: 'none' }, 1, gas.unitId)).rejects.toMatchObject({
				code: 'forbidden'
			});
		await expect(respond(water, dig, { answer: 'none' })).rejects.toMatchObject({ code: 'not_found' });
		const png = aPng(40, 30);
		const { sha256 } = await keepDigFile(gas.ctx, png);
		const given = { answer: 'present', remark: 'خط 180 مم بعمق متر', file: sha256 };
		expect(await respond(gas, dig, given)).toMatchObject({ ...given, version: 2, clock: null });
		expect((await readDigFile(telecom.ctx, sha256)).content).toEqual(Buffer.from(png));
		await expect(respond(gas, dig, { answer: 'none' })).rejects.toMatchObject({ code: 'version_conflict' });
		expect(await respond(office.centre, dig, { answer: 'none' }, 1, power.unitId)).toMatchObject({
			answer: 'none',
			person: { en: 'Officer centre' }
		});
		await expect(respond(gas, dig, { ...given, file: 'a'.repeat(64) }, 2)).rejects.toMatchObject({
			fields: [{ path: 'file' }]
		});
	});

	it('holds the permit until every owner has answered, and while an objection stands', async () => {
		const dig = await submitted();
		const one = (await approveDig(office.district.ctx, dig.reference, {}, dig)).answer;
		const last = () => approveDig(office.centre.ctx, dig.reference, {}, one);
		await expect(last()).rejects.toMatchObject({
			code: 'dig_responses_missing',
			params: { names: expect.stringMatching(/شركة gas/) }
		});
		await respond(power, dig, { answer: 'none' });
		await respond(gas, dig, { answer: 'objection', remark: 'خط ضغط عالٍ' });
		await expect(last()).rejects.toMatchObject({ code: 'dig_objections' });
		const passed = (await overrideDig(office.centre.ctx, dig.reference, { reason: 'نُسّق ميدانياً' }, one))
			.answer;
		const done = (await approveDig(office.centre.ctx, dig.reference, {}, passed)).answer;
		expect(done.state).toBe('granted');
		await expect(respond(gas, dig, { answer: 'none' }, 2)).rejects.toMatchObject({ code: 'state_forbids' });
	});

	it('turns late, goes up once, and is told to the coordinator; silence answers nothing', async () => {
		const dig = await submitted();
		clock = new Date('2026-11-25T08:00:00Z');
		const system = makeCtx(p, { actor: SYSTEM, now });
		expect((await sweepDigs(system)).escalated).toBeGreaterThan(0);
		expect((await sweepDigs(system)).escalated).toBe(0);
		expect((await board(dig))[1]).toMatchObject({
			answer: null,
			escalated: true,
			clock: { late: true, days_left: -1 }
		});
		const late = (await deskOf(office.centre.ctx)).groups.find((g) => g.kind === 'late_response');
		expect(late?.items.find((i) => i.dig.reference === dig.reference)?.who?.ar).toBe('شركة gas، شركة power');
	});

	it('waits for nobody where the governorate has said so', async () => {
		const dig = await submitted();
		await p.pool.query(`insert into dig_rule_parameter (rule, name, value, valid_from, origin)
			values ('LIFE', 'grant_without_responses', 1, '2000-01-01', 'test')`);
		const one = (await approveDig(office.district.ctx, dig.reference, {}, dig)).answer;
		expect((await approveDig(office.centre.ctx, dig.reference, {}, one)).answer.state).toBe('granted');
		await p.pool.query(`delete from dig_rule_parameter where name = 'grant_without_responses'`);
	});
});

describe('declaring networks', () => {
	it('is for one’s own unit, once, and can be taken back', async () => {
		await expect(declareNetwork(gas.ctx, { network: 'gas' })).rejects.toMatchObject({
			code: 'already_exists'
		});
		await expect(declareNetwork(gas.ctx, { network: 'power', unit: 'power' })).rejects.toMatchObject({
			code: 'forbidden'
		});
		await expect(declareNetwork(gas.ctx, {})).rejects.toMatchObject({ fields: [{ path: 'network' }] });
		await expect(declareNetwork(office.district.ctx, {})).rejects.toMatchObject({ code: 'forbidden' });
		const mine = (await listNetworkOwners(gas.ctx)).find((o) => o.unit_id === gas.unitId)!;
		const why = { reason: 'نُقلت الشبكة إلى شركة أخرى' };
		await expect(closeNetwork(water.ctx, mine.id, why)).rejects.toMatchObject({ code: 'forbidden' });
		await expect(closeNetwork(gas.ctx, mine.id, { reason: ' ' })).rejects.toMatchObject({
			fields: [{ path: 'reason' }]
		});
		await closeNetwork(gas.ctx, mine.id, why);
		expect((await listNetworkOwners(gas.ctx)).map((o) => o.unit_id)).not.toContain(gas.unitId);
		const { rows } = await p.pool.query(`select detail from audit_log where action = 'dig.network_closed'`);
		expect(rows[0].detail).toMatchObject({ network: 'gas', ...why });
	});

	it('may be the pipe itself, whose owner is asked where it passes and nowhere else', async () => {
		const pipe = (y: number) => ({
			...{ network: 'gas', crs: 'EPSG:22992', note: 'خط طرد قديم' },
			geometry: {
				type: 'LineString',
				coordinates: [
					[HERE[0] - 20_000, HERE[1] + y],
					[HERE[0] + 2_000, HERE[1] + y]
				]
			}
		});
		await declareNetwork(gas.ctx, pipe(7005));
		expect((await listNetworkOwners(water.ctx)).find((o) => o.unit_id === gas.unitId)).toMatchObject({
			...{ network: 'gas', geometry: { type: 'MultiLineString' } }
		});
		expect(await board(await submitted(7000))).toMatchObject([
			{ unit: { en: 'Company gas' }, networks: ['gas'], distance_m: 5 }
		]);
		expect(await board(await submitted(7300))).toEqual([]);
		const point = { type: 'Point', coordinates: [...HERE] };
		await expect(
			declareNetwork(gas.ctx, { network: 'gas', geometry: point, crs: 'EPSG:22992' })
		).rejects.toMatchObject({ code: 'geometry_wrong_type' });
	});
});

it('asks owners whose networks become known while a request is judged, once, and of nothing that is decided', async () => {
	const [dig, other] = [await submitted(8000), await submitted(8300)];
	const asked = async (one: Dig) =>
		(await board(one)).map(({ unit, networks, clock: due }) => [unit.en, networks, due?.due_on]);
	expect([await asked(dig), await asked(other)]).toEqual([[], []]);
	clock = new Date('2026-11-24T08:00:00Z');
	const at = (y: number) => `${HERE[0] + 5} ${HERE[1] + y}, ${HERE[0] + 50} ${HERE[1] + y}`;
	const ring = [
		[0, 7990],
		[90, 7990],
		[90, 8010],
		[0, 7990]
	].map(([x, y]) => [HERE[0] + x!, HERE[1] + y!]);
	const declared = { geometry: { type: 'Polygon', coordinates: [ring] }, crs: 'EPSG:22992' };
	await declareNetwork(water.ctx, declared);
	expect(await asked(dig)).toEqual([['Company water', [], '2026-11-26']]);
	expect((await deskOf(water.ctx)).groups.find((g) => g.kind === 'respond')?.items[0]?.dig.reference).toBe(
		dig.reference
	);
	const one = (await approveDig(office.district.ctx, dig.reference, {}, dig)).answer;
	const grant = () => approveDig(office.centre.ctx, dig.reference, {}, one);
	await expect(grant()).rejects.toThrow('dig_responses_missing');
	await respond(water, dig, { answer: 'none' });
	expect((await grant()).answer.state).toBe('granted');

	// Lines that are imported later; the granted one beside them is decided.
	await declareNetwork(power.ctx, { network: 'power' });
	for (const y of [8001, 8301])
		await p.pool.query(
			`insert into utilities_power (source_id, geom) values ($1, st_geomfromtext('MULTILINESTRING((${at(y)}))', 22992))`,
			[`line ${y}`]
		);
	const system = makeCtx(p, { actor: SYSTEM, now });
	expect(await askLateOwners(system)).toBe(1);
	expect(await askLateOwners(system)).toBe(0);
	expect(await asked(other)).toEqual([['Company power', ['power'], '2026-11-26']]);
	expect(await asked(dig)).toEqual([['Company water', [], undefined]]);
	const { rows } = await p.pool.query(
		`select count(*)::int as n from audit_log where action = 'dig.owner_asked'`
	);
	expect(rows[0].n).toBe(2);
});

it('keeps a file by what it is, not by what it is called', async () => {
	const page = new TextEncoder().encode('<html><script>alert(1)</script></html>');
	await expect(keepDigFile(gas.ctx, page)).rejects.toMatchObject({ code: 'document_type' });
	const script = aPdf('5 0 obj <</S /JavaScript /JS (app.alert(1))>> endobj');
	await expect(keepDigFile(gas.ctx, script)).rejects.toMatchObject({ code: 'pdf_active' });
	const large = new Uint8Array(10 * 1024 * 1024 + 1);
	large.set([0xff, 0xd8, 0xff]);
	await expect(keepDigFile(gas.ctx, large)).rejects.toMatchObject({ code: 'too_large' });
	const photo = aJpeg(40, 30);
	const [one, two] = [await keepDigFile(gas.ctx, photo), await keepDigFile(water.ctx, photo)];
	expect(one).toEqual(two);
	expect(one.media_type).toBe('image/jpeg');
	const auditor = await aHolder(p, 'house', { role: 'auditor', now });
	await expect(keepDigFile(auditor.ctx, photo)).rejects.toMatchObject({ code: 'forbidden' });
	await expect(readDigFile(auditor.ctx, '../secret')).rejects.toMatchObject({ code: 'not_found' });
});
