import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDepartment, aPlot, type Department } from '../../../../../../tests/builders/department.ts';
import { bringPapers, HOUSE, payDues, takenIn } from '../../../../../../tests/builders/permit-file.ts';
import { ACCEPT, aDesk, GRANT, PARTIES } from '../../../../../../tests/builders/permit-desk.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { getPermit, permitDraws } from './index.ts';

let p: TestPlatform;
let house: Department;
beforeAll(async () => {
	p = await testPlatform();
	house = await aDepartment(p);
});
afterAll(() => p.close());

const { as, nameOf, opened, act, accepted, taken } = aDesk(() => house);

/** A reviewed file: `recommended`, or further. */
async function reviewed(): Promise<{ ref: string; reviewer: string; plot: GeoJSON.MultiPolygon }> {
	const { ref, reviewer } = await accepted();
	await act(reviewer, ref, 'begin');
	return { ref, reviewer, plot: (await getPermit(as('clerk'), ref)).plot };
}
/** An open violation that somebody records on a plot. */
const violate = (plot: GeoJSON.MultiPolygon) =>
	p.pool.query(
		`insert into violations (source, source_id, kind, geom)
			values ('test', gen_random_uuid()::text, 'no_licence', st_setsrid(st_geomfromgeojson($1), 22992))`,
		[JSON.stringify(plot)]
	);

describe('what changes after the file was judged', () => {
	test('a building that is changed while something is asked is judged anew; owner and kind stay', async () => {
		const { ref, reviewer } = await reviewed();
		await act(reviewer, ref, 'ask', {
			requests: [{ subject: 'application', fault: 'question', note: 'عدد الوحدات؟' }]
		});
		await expect(act('clerk', ref, 'edit', { parties: PARTIES })).rejects.toMatchObject({
			code: 'permit_settled'
		});
		await expect(act('clerk', ref, 'edit', { kind: 'fence' })).rejects.toMatchObject({
			code: 'permit_settled'
		});
		// Nor does it move to ground that nobody at the window saw, or pay less than what was asked for there.
		await expect(act('clerk', ref, 'edit', { parcel: aPlot(taken() + 30).parcel })).rejects.toMatchObject({
			code: 'permit_settled'
		});
		await expect(
			act('clerk', ref, 'edit', { facts: { ...HOUSE, exemptions: ['worship'] } })
		).rejects.toMatchObject({
			code: 'permit_settled'
		});
		await act('clerk', ref, 'edit', { parcel: aPlot(taken() - 1).parcel });
		const before = (await getPermit(as('clerk'), ref)).plot_m2;
		await act('clerk', ref, 'edit', {
			facts: { ...HOUSE, declared: { parcel_m2: before / 2, footprint_m2: null } }
		});
		const { rows: requests } = await p.pool.query<{ id: string }>(
			`select r.id::text from permit_request r join permit p on p.id = r.permit_id where p.reference = $1`,
			[ref]
		);
		const told = { answers: [{ id: requests[0]!.id, answer: 'ثلاث' }] };
		await expect(act('clerk', ref, 'inform', told)).rejects.toMatchObject({ code: 'permit_areas_differ' });
		await act('clerk', ref, 'edit', { facts: HOUSE, footprint: null });
		await expect(act('clerk', ref, 'inform', told)).rejects.toMatchObject({ code: 'permit_outline_missing' });
		const { footprint } = aPlot(taken() - 1);
		await act('clerk', ref, 'edit', {
			footprint,
			facts: { ...HOUSE, basements: 1, basement_areas_m2: [120] }
		});
		await expect(act('clerk', ref, 'inform', told)).rejects.toMatchObject({
			code: 'permit_documents_missing'
		});
	});

	test('a violation that is found later stops recommendation, approval and licence', async () => {
		const first = await reviewed();
		await violate(first.plot);
		await expect(act(first.reviewer, first.ref, 'recommend', GRANT)).rejects.toMatchObject({
			code: 'permit_blocked',
			params: { rules: 'R20' }
		});

		const { ref, reviewer, plot } = await reviewed();
		await act(reviewer, ref, 'recommend', GRANT);
		await act('head', ref, 'take_up');
		await act('head', ref, 'approve');
		await payDues(as('cashier'), ref);
		await violate(plot);
		await expect(act('authority', ref, 'issue')).rejects.toMatchObject({ code: 'permit_blocked' });
	});

	test('the clock of the law is not turned back: no certificate from before its paper came', async () => {
		const { reference: ref } = await opened();
		await takenIn(house, 'clerk', ref);
		const refusal = await act('clerk', ref, 'accept', { certificate_on: '2000-01-01' }).catch(
			(e: unknown) => e
		);
		expect(refusal).toMatchObject({
			code: 'invalid_input',
			fields: [{ path: 'certificate_on', code: 'permit_day_before_paper', params: { day: '2026-11-16' } }]
		});
	});

	test('a plot has one licence for a new building', async () => {
		const { ref, reviewer } = await reviewed();
		const at = aPlot(taken() - 1);
		await act(reviewer, ref, 'recommend', GRANT);
		await act('head', ref, 'take_up');
		await act('head', ref, 'approve');
		await payDues(as('cashier'), ref);
		expect((await act('authority', ref, 'issue')).state).toBe('issued');
		const { reference: second } = await opened('clerk', at);
		await bringPapers(as('clerk'), second);
		await expect(act('clerk', second, 'submit')).rejects.toMatchObject({
			code: 'permit_licence_stands',
			params: { reference: ref }
		});
	});

	test('of two that are issued at one moment on one plot one is', async () => {
		const paid = async (ref: string, reviewer: string) => {
			await act(reviewer, ref, 'begin');
			await act(reviewer, ref, 'recommend', GRANT);
			await act('head', ref, 'take_up');
			await act('head', ref, 'approve');
			await payDues(as('cashier'), ref);
			return ref;
		};
		const first = await accepted();
		const { reference } = await opened('clerk', aPlot(taken() - 1));
		await takenIn(house, 'clerk', reference);
		await act('clerk', reference, 'accept', ACCEPT);
		const { draws } = await permitDraws(as('auditor'), reference);
		const both = [await paid(first.ref, first.reviewer), await paid(reference, nameOf(draws.at(-1)!.picked))];
		const issued = await Promise.allSettled(both.map((ref) => act('authority', ref, 'issue')));
		expect(issued.map((s) => s.status).sort()).toEqual(['fulfilled', 'rejected']);
		expect(issued.find((s) => s.status === 'rejected')).toMatchObject({
			reason: { code: 'permit_licence_stands' }
		});
	});
});
