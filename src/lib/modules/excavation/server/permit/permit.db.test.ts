import { spawnSync } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import jsQR from 'jsqr';
import { encode } from 'uqr';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDig, HERE } from '../../../../../../tests/builders/digs.ts';
import { inState } from '../../../../../../tests/builders/dig-state.ts';
import { aFeature } from '../../../../../../tests/builders/features.ts';
import { anOffice, granted as walkedToPermit } from '../../../../../../tests/builders/life.ts';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import { makeCtx, type Ctx } from '#lib/server/context.ts';
import {
	addCalendarRow,
	approveDig,
	cancelDig,
	checkPermit,
	closeCalendarRow,
	declareNetwork,
	getDig,
	permitKey,
	permitPaper,
	registerDig,
	respondDig,
	setDigHours,
	submitDig
} from '../index.ts';

let p: TestPlatform;
let telecom: Holder;
let police: Ctx;
const EARLIER = new Date('2026-11-22T09:00:00Z');
// A Sunday, 08:10 in Cairo.
const SUNDAY = new Date('2026-12-13T06:10:00Z');
let moment = SUNDAY;
const origin = 'https://diwan.example.gov.eg';

beforeAll(async () => {
	p = await testPlatform();
	telecom = await aHolder(p, 'telecom', { now: () => EARLIER });
	police = makeCtx(p, { now: () => moment });
	const [x, y] = HERE;
	const wkt = `MULTILINESTRING((${x - 500} ${y}, ${x + 500} ${y}))`;
	await aFeature(p, 'streets', { nameAr: 'شارع أبو قير', nameEn: 'Abu Qir Street', kind: 'primary', wkt });
});
afterAll(() => p.close());

const dig = () =>
	aDig()
		.along([0, 3], [120, 3])
		.days('2026-12-10', '2026-12-20')
		.with({ title: 'مد كابل ألياف 01001234567' });
async function aPermit(state: 'granted' | 'running' = 'granted'): Promise<string> {
	const { answer } = await registerDig(telecom.ctx, dig().input());
	await inState(p, answer.reference, state);
	return answer.reference;
}
const codeOf = async (reference: string) =>
	(await permitPaper(telecom.ctx, reference, { origin })).address.slice(`${origin}/verify/`.length);
const verdictAt = async (code: string, at: string) => {
	moment = new Date(at);
	return (await checkPermit(police, code)).verdict;
};

describe('the paper', () => {
	it('is a PDF with the map and a code that a telephone reads', async () => {
		const { pdf, address, reference } = await permitPaper(telecom.ctx, await aPermit(), { origin });
		expect(pdf.toString('latin1', 0, 5)).toBe('%PDF-');
		expect(pdf.length).toBeGreaterThan(20_000);
		expect(pdf.includes(reference)).toBe(true);
		expect(decoded(address)).toBe(address);
		const english = await permitPaper(telecom.ctx, reference, { origin, locale: 'en' });
		expect(english.pdf.equals(pdf)).toBe(false);
		const text = textOf(pdf);
		if (text === null) return console.log('skipped: no pdftotext here to read the text of the PDF');
		expect(text).toContain(reference);
		expect(text).toMatch(/[\u0600-\u06ff]{3}/);
	});

	it('carries the conditions and the approvals of its request', async () => {
		const office = await anOffice(p, () => EARLIER);
		const far = aDig().along([0, 6000], [90, 6000]).days('2026-12-13', '2026-12-15');
		const { answer } = await registerDig(telecom.ctx, far.input());
		const permitted = await walkedToPermit(telecom, office, answer);
		const before = (await permitPaper(telecom.ctx, permitted.reference, { origin })).pdf;
		await p.pool.query(
			`update dig_approval set conditions = '{"إعادة الرصف خلال أسبوع"}' where dig_id = $1 and step = 'centre'`,
			[permitted.id]
		);
		const after = (await permitPaper(telecom.ctx, permitted.reference, { origin })).pdf;
		expect(after.length).toBeGreaterThan(before.length);
	});

	it('tells what owners of networks ask for and have there, and the trench it shares', async () => {
		const office = await anOffice(p, () => EARLIER);
		const gas = await aHolder(p, 'gas', { now: () => EARLIER });
		const far = (y: number) => aDig().along([0, y], [90, y]).days('2026-12-13', '2026-12-15');
		const geometry = far(7010).input().geometry;
		await declareNetwork(gas.ctx, { network: 'gas', geometry, crs: 'EPSG:22992' });
		const made = (await registerDig(telecom.ctx, far(7012).input())).answer;
		const other = (await registerDig(gas.ctx, far(7012).days('2027-01-04', '2027-01-06').input())).answer;
		const asked = (await submitDig(telecom.ctx, made.reference, {}, made)).answer;
		const answer = {
			...{ answer: 'conditions', remark: 'خط 180 مم بعمق متر', geometry, crs: 'EPSG:22992' },
			conditions: ['الحفر يدوياً قرب الخط']
		};
		await respondDig(gas.ctx, made.reference, gas.unitId, answer, { version: 1 });
		const one = (await approveDig(office.district.ctx, made.reference, {}, asked)).answer;
		await approveDig(office.centre.ctx, made.reference, {}, one);
		await p.pool.query(
			`with j as (insert into dig_joint (clash_id, state, lead_id, terms, proposed_at, decided_at)
				select c.id, 'signed', $2, '{}', now(), now() from dig_clash c limit 1 returning id)
			update dig set joint_id = j.id from j where dig.id in ($1, $2)`,
			[made.id, other.id]
		);
		const { pdf } = await permitPaper(telecom.ctx, made.reference, { origin });
		const text = textOf(pdf);
		if (text === null) return console.log('skipped: no pdftotext here to read the text of the PDF');
		// A reader takes ligatures apart, so words without them are looked for.
		for (const told of ['180', 'قرب الخط', other.reference]) expect(text).toContain(told);
		const english = await permitPaper(telecom.ctx, made.reference, { origin, locale: 'en' });
		expect(textOf(english.pdf)).toMatch(/drawn in violet/);
	});

	it('shows the whole way round a closed road, and asks once what two ask for', async () => {
		const office = await anOffice(p, () => EARLIER);
		const far = aDig().along([0, 11000], [90, 11000]).days('2026-12-13', '2026-12-15');
		const { geometry } = far.input() as { geometry: { coordinates: [number, number][] } };
		const line = geometry.coordinates;
		const round = [line[0]!, [line[0]![0], line[0]![1] + 900], line[1]!];
		const closed = {
			...{ traffic_effect: 'closed', category: 'major', title: 'عمل يغلق الشارع' },
			detours: [{ geometry: { type: 'LineString', coordinates: round } }]
		};
		const { answer } = await registerDig(telecom.ctx, {
			...far.days('2027-01-10', '2027-01-12').input(),
			...closed
		});
		const traffic = await aHolder(p, 'traffic', { role: 'traffic_police', now: () => EARLIER });
		let asked = (await submitDig(telecom.ctx, answer.reference, {}, answer)).answer;
		for (const { ctx } of [office.district, office.centre, traffic])
			asked = (await approveDig(ctx, answer.reference, { conditions: ['Clear the rubble daily'] }, asked))
				.answer;
		const { pdf } = await permitPaper(telecom.ctx, answer.reference, { origin, locale: 'en' });
		const told = textOf(pdf);
		if (told === null) return console.log('skipped: no pdftotext here to read the text of the PDF');
		expect(told.match(/Clear the rubble daily/g)).toHaveLength(1);
		// In the table, and above the second map, whose scale is that of the whole way.
		expect(told.match(/Detour/g)).toHaveLength(2);
		expect(told).toMatch(/200 m/);
		expect(told).toMatch(/50 m/);
	});

	it('is refused to the public, of works without a permit, and of none', async () => {
		const { answer } = await registerDig(telecom.ctx, dig().input());
		const refused = (ctx: Ctx, ref: string) => permitPaper(ctx, ref, { origin }).then(String, (e) => e.code);
		expect(await refused(telecom.ctx, answer.reference)).toBe('state_forbids');
		expect(await refused(telecom.ctx, 'EX-2026-999999')).toBe('not_found');
		expect(await refused(police, answer.reference)).toBe('not_signed_in');
	});
});

describe('its check in the street', () => {
	it('says not now at 08:10 on a Sunday by a main road, and now at night', async () => {
		const code = await codeOf(await aPermit());
		moment = SUNDAY;
		const check = await checkPermit(police, code);
		expect(check).toMatchObject({
			verdict: 'not_now',
			changes_at: '2026-12-13T20:00:00.000Z',
			work: { title: 'مد كابل ألياف …', streets: [{ ar: 'شارع أبو قير' }] }
		});
		expect(await verdictAt(code, '2026-12-13T20:00:00Z')).toBe('allowed');
		expect(await verdictAt(code, '2026-12-14T03:00:00Z')).toBe('not_now');
		expect(await verdictAt(code, '2026-12-09T21:00:00Z')).toBe('not_yet');
		expect(await verdictAt(code, '2026-12-21T21:00:00Z')).toBe('expired');
	});

	it('keeps to the hours of its own', async () => {
		const quiet = aDig().along([0, 9000], [80, 9000]).days('2026-12-10', '2026-12-20');
		const { answer } = await registerDig(telecom.ctx, quiet.input());
		await setDigHours(telecom.ctx, answer.reference, { from: '09:00', to: '13:00', days: [0, 1, 2, 3, 4] });
		await inState(p, answer.reference, 'granted');
		const code = await codeOf(answer.reference);
		expect(await verdictAt(code, '2026-12-13T07:30:00Z')).toBe('allowed');
		expect(await verdictAt(code, '2026-12-13T11:00:00Z')).toBe('not_now');
	});

	it('says that the hours have changed since it was printed', async () => {
		moment = SUNDAY;
		const reference = await aPermit();
		const before = await codeOf(reference);
		const changed = async (code: string) => (await checkPermit(police, code)).hours_changed;
		expect(await changed(before)).toBe(false);
		const centre = await aHolder(p, 'centre', { role: 'coordinator', now: () => EARLIER });
		const { answer: row } = await addCalendarRow(centre.ctx, {
			...{ table: 'periods', kind: 'embargo', name: { ar: 'قمة', en: 'Summit' }, origin: 'خطاب' },
			...{ starts_on: '2026-12-16', ends_on: '2026-12-17', confirmed: true }
		});
		expect(await changed(before)).toBe(true);
		expect(await changed(await codeOf(reference))).toBe(false);
		// What lies behind is no matter any more.
		moment = new Date('2026-12-18T08:00:00Z');
		expect(await changed(before)).toBe(false);
		await closeCalendarRow(centre.ctx, 'periods', row.id, { reason: 'ألغيت' });
		moment = SUNDAY;
	});

	it('refuses a code that was altered, and one of another house', async () => {
		const code = await codeOf(await aPermit());
		const [body = '', signature = ''] = code.split('.');
		const longer = Buffer.from(body, 'base64url').toString().replace('2026-12-20', '2026-12-29');
		expect(longer).toContain('2026-12-29');
		const forged = `${Buffer.from(longer).toString('base64url')}.${signature}`;
		for (const wrong of [forged, `${body}.`, body, 'made-up', `${code}x`])
			expect(await checkPermit(police, wrong)).toMatchObject({ verdict: 'forged', paper: null, work: null });
	});

	it('can be checked by anybody with the published key', async () => {
		const [body = '', signature = ''] = (await codeOf(await aPermit())).split('.');
		const key = createPublicKey({ key: permitKey(police), format: 'jwk' });
		const text = Buffer.from(`diwan document seal v1\n${body}`);
		expect(verify(null, text, key, Buffer.from(signature, 'base64url'))).toBe(true);
	});

	it('knows at once of a work that was cancelled, and says nothing more of it', async () => {
		const office = await anOffice(p, () => EARLIER);
		const far = aDig().along([0, 7000], [90, 7000]).days('2026-12-13', '2026-12-15');
		const { answer } = await registerDig(telecom.ctx, far.input());
		const permitted = await walkedToPermit(telecom, office, answer);
		const code = await codeOf(permitted.reference);
		expect(await verdictAt(code, '2026-12-13T08:00:00Z')).toBe('allowed');
		const { version } = await getDig(telecom.ctx, permitted.reference);
		await cancelDig(telecom.ctx, permitted.reference, { reason: 'تغير المسار' }, { version });
		moment = new Date('2026-12-13T08:00:00Z');
		expect(await checkPermit(police, code)).toMatchObject({ verdict: 'revoked', work: null });
	});
});

/** The package's types know only its other form. */
type Read = (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null;

/** What an independent reader finds in the code's picture. */
function decoded(text: string): string | undefined {
	const { data, size } = encode(text, { ecc: 'L', border: 4 });
	const scale = 4;
	const side = size * scale;
	const pixels = new Uint8ClampedArray(side * side * 4);
	for (let y = 0; y < side; y++)
		for (let x = 0; x < side; x++) {
			const dark = data[Math.floor(y / scale)]![Math.floor(x / scale)];
			pixels.set([dark ? 0 : 255, dark ? 0 : 255, dark ? 0 : 255, 255], (y * side + x) * 4);
		}
	return (jsQR as unknown as Read)(pixels, side, side)?.data;
}

function textOf(pdf: Buffer): string | null {
	const { status, stdout } = spawnSync('pdftotext', ['-', '-'], { input: pdf });
	return status === 0 ? stdout.toString() : null;
}
