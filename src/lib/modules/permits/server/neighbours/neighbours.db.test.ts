import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aDepartment, type Department } from '../../../../../../tests/builders/department.ts';
import { HOUSE, takenIn } from '../../../../../../tests/builders/permit-file.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { makeCtx } from '#lib/server/context.ts';
import { actOnPermit, openPermit, permitDraws } from '../cases/index.ts';
import { publishedPermit } from '../register/index.ts';
import {
	answerObjection,
	drawUpNotice,
	noticePaper,
	objectionWords,
	permitNeighbours,
	recordObjection,
	serveNotice
} from './index.ts';

let p: TestPlatform;
let house: Department;
/** Parcels by column and row of a block of five by five; between the third and the fourth column runs a lane. */
const ids = new Map<string, string>();
const houses = new Map<string, GeoJSON.Polygon>();
const WIDTHS = [18, 22, 20, 25, 17];
const LANE = 4;

beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
	let x = 511000;
	for (const [column, width] of WIDTHS.entries()) {
		if (column === 3) x += LANE;
		for (let row = 0; row < 5; row++) {
			const { rows } = await p.pool.query<{ id: string }>(
				`insert into parcels (source, source_id, props, geom) values ('test', $1, jsonb_build_object('parcel_no', $1::text),
					st_multi(st_makeenvelope($2, $3, $4, $5, 22992))) returning id::text`,
				[`${column}-${row}`, x, 943000 + 20 * row, x + width, 943020 + 20 * row]
			);
			ids.set(`${column}-${row}`, rows[0]!.id);
			const [w, south, e, n] = [x + 2, 943003 + 20 * row, x + width - 2, 943008 + 20 * row];
			houses.set(`${column}-${row}`, {
				type: 'Polygon',
				coordinates: [
					[
						[w, south],
						[e, south],
						[e, n],
						[w, n],
						[w, south]
					]
				]
			});
		}
		x += width;
	}
});
afterAll(() => p.close());

const as = (name: string) => house.officer(name).ctx;
const act = async (by: string, ref: string, action: string, input: unknown = {}) =>
	(await actOnPermit(as(by), ref, action, input)).answer;

async function accepted(cell: string, kind = 'new'): Promise<string> {
	const { answer } = await openPermit(as('clerk'), {
		...{ kind, parcel_id: ids.get(cell), footprint: houses.get(cell) },
		...{ facts: HOUSE, parties: { owner: { name: 'سعاد' } } }
	});
	await takenIn(house, 'clerk', answer.reference);
	await act('clerk', answer.reference, 'accept', { certificate_on: '2026-11-18' });
	return answer.reference;
}

/** Whoever shares a side in the block: not across its corners, not across the lane. */
function beside(cell: string): string[] {
	const [column = 0, row = 0] = cell.split('-').map(Number);
	return [
		[column - 1, row],
		[column, row - 1],
		[column, row + 1],
		[column + 1, row]
	]
		.filter(([c = 0, r = 0]) => c >= 0 && c < 5 && r >= 0 && r < 5)
		.filter(([c = 0]) => Math.max(c, column) !== 3 || c === column)
		.map(([c, r]) => `${c}-${r}`)
		.sort();
}

test('those who share a property line are found, wherever the plot lies in its block', async () => {
	for (const cell of ['1-1', '2-2', '3-0', '0-4']) {
		const ref = await accepted(cell);
		expect((await permitNeighbours(as('clerk'), ref)).due).toBe(true);
		const { notice } = await drawUpNotice(as('clerk'), ref, {});
		expect(notice!.plots.map((plot) => plot.parcel).sort(), cell).toEqual(beside(cell));
		expect(Math.min(...notice!.plots.map((plot) => plot.shared_m))).toBeGreaterThan(15);
	}
});

test('a notice is served, tried again, and the public learns until when neighbours are heard', async () => {
	const ref = await accepted('1-3');
	await expect(drawUpNotice(as('stranger'), ref, {})).rejects.toMatchObject({ code: 'forbidden' });
	await expect(
		serveNotice(as('clerk'), ref, { neighbour: 1, how: 'posted', served_on: '2026-11-19' })
	).rejects.toMatchObject({
		code: 'not_found'
	});
	await drawUpNotice(as('clerk'), ref, {});
	await expect(drawUpNotice(as('clerk'), ref, {})).rejects.toMatchObject({ code: 'already_exists' });
	const serve = (how: string, served_on = '2026-11-19') =>
		serveNotice(as('clerk2'), ref, { neighbour: 1, how, served_on });
	await expect(serve('posted', '2026-11-20')).rejects.toMatchObject({ code: 'invalid_input' });
	await serve('not_found');
	const anybody = makeCtx(p, { locale: 'ar' });
	expect((await publishedPermit(anybody, ref)).notified).toBeNull();
	const { notice } = await serve('posted');
	// Ten working days after a Thursday; Fridays and Saturdays do not count.
	expect(notice!.plots[0]!.services).toEqual([
		{ how: 'not_found', on: '2026-11-19', reply_until: null },
		{ how: 'posted', on: '2026-11-19', reply_until: '2026-12-03' }
	]);
	const told = await publishedPermit(anybody, ref);
	expect(told.notified).toEqual({ on: '2026-11-19', until: '2026-12-03' });
	expect(told.log.map((step) => step.status)).toContain('notified');
	const { content } = await noticePaper(as('clerk'), ref, { origin: 'https://diwan.example' });
	expect(content.subarray(0, 5).toString()).toBe('%PDF-');
	await expect(noticePaper(as('inspector'), ref, { origin: 'https://d' })).rejects.toMatchObject({
		code: 'forbidden'
	});
});

test('what a neighbour said is about something for the reviewer, and words for those who may read them', async () => {
	const ref = await accepted('3-3', 'demolition');
	await drawUpNotice(as('clerk'), ref, {});
	await recordObjection(as('clerk'), ref, {
		...{ neighbour: 2, subject: 'structure', words: 'أنا جار المالك سعاد، وأخشى على أساسات بيتي' },
		received_on: '2026-11-19'
	});
	const { draws } = await permitDraws(as('auditor'), ref);
	const reviewer = ['reviewer1', 'reviewer2', 'reviewer3'].find(
		(n) => house.officer(n).id === draws.at(-1)!.picked
	)!;
	await act(reviewer, ref, 'begin');
	const seen = await permitNeighbours(as(reviewer), ref);
	expect(seen.notice!.objections).toEqual([
		{ n: 1, neighbour: 2, subject: 'structure', received_on: '2026-11-19', late: false, answered_on: null }
	]);
	expect(seen.may).toEqual({ draw_up: false, serve: false, object: false, answer: false, read_words: false });
	expect(JSON.stringify(seen)).not.toContain('سعاد');
	await expect(objectionWords(as(reviewer), ref, '1')).rejects.toMatchObject({ code: 'permit_blind' });
	await expect(answerObjection(as('clerk'), ref, '1', { words: 'رد' })).rejects.toMatchObject({
		code: 'forbidden'
	});
	await answerObjection(as('head'), ref, '1', { words: 'يلتزم المرخص له بسند الجوانب' });
	expect(await objectionWords(as('head'), ref, '1')).toMatchObject({
		answered: 'يلتزم المرخص له بسند الجوانب'
	});
	const { rows } = await p.pool.query(`select person_id::text from permit_access where what = 'objection'`);
	expect(rows.map((r: { person_id: string }) => r.person_id)).toEqual([house.officer('head').id]);
	// Nobody reads words without having written that they do, and nothing of it is changed.
	await as('head').read(async (db) => {
		expect((await sql`select words from permit_objection_text`.execute(db)).rows).toEqual([]);
	});
	for (const statement of [
		`update permit_objection set subject = 'other'`,
		`delete from permit_neighbour_service`,
		`update permit_objection_text set words = 'x'`
	])
		await expect(as('clerk').transaction(({ db }) => sql.raw(statement).execute(db))).rejects.toThrow();
	const published = await p.pool.query(`select r::text as t from public_permits r where source_id = $1`, [
		ref
	]);
	expect(String(published.rows[0].t)).not.toContain('أساسات');
});

test('a finishing concerns no neighbour, and whoever applies learns nothing of them', async () => {
	const ref = await accepted('4-4', 'finishing');
	expect(await permitNeighbours(as('clerk'), ref)).toMatchObject({ due: false, notice: null });
	await expect(drawUpNotice(as('clerk'), ref, {})).rejects.toMatchObject({ code: 'state_forbids' });
	const { answer } = await openPermit(as('engineer'), {
		...{ kind: 'new', parcel_id: ids.get('0-0'), facts: HOUSE, parties: { owner: { name: 'سعاد' } } }
	});
	await expect(permitNeighbours(as('engineer'), answer.reference)).rejects.toMatchObject({
		code: 'forbidden'
	});
});
