import { expect, type APIRequestContext, type Locator, type Page } from '@playwright/test';
import { fromLegal } from '#lib/kernel/crs.ts';
import type { Statement } from '#lib/modules/permits/ui/site/api.ts';
import { apiAs, newPerson, signIn, test } from './support.ts';

interface Zone {
	properties: { code?: string };
	geometry: GeoJSON.MultiPolygon;
}

/** The statement of the first plot in a zone of some code that passes a test, with a place on it. */
async function plotIn(
	api: APIRequestContext,
	code: string,
	fits: (statement: Statement) => boolean
): Promise<{ id: string; at: [number, number]; statement: Statement }> {
	const list = await api.get('/api/v1/layers/zones/features', { params: { limit: 1000 } });
	const { features } = (await list.json()) as { features: Zone[] };
	for (const { geometry, properties } of features.filter((z) => z.properties.code === code)) {
		expect(properties.code).toBe(code);
		for (const [lon = NaN, lat = NaN] of geometry.coordinates[0]![0]!) {
			// A little inside of a corner of the block.
			const [ring] = geometry.coordinates[0]!;
			const middle = [0, 1].map((i) => ring!.reduce((sum, p) => sum + p[i]!, 0) / ring!.length);
			const at: [number, number] = [lon + (middle[0]! - lon) * 0.2, lat + (middle[1]! - lat) * 0.2];
			const found = await api.get('/api/v1/permits/site', { params: { at: at.join(',') } });
			if (found.status() !== 200) continue;
			const statement = (await found.json()) as Statement;
			if (fits(statement)) return { id: statement.site.plot.id!, at, statement };
		}
	}
	throw new Error(`no plot in a zone ${code}`);
}

const row = (page: Page, rule: string, subject: string): Locator =>
	page.locator(`[data-rule="${rule}"][data-subject="${subject}"]`);
const metres = async (of: Locator) => Number((await of.innerText()).match(/-?\d+\.\d+/)![0]);

test('a site tells what may be built; a wall that comes too near turns red in words, here as on the server', async ({
	browser
}) => {
	test.setTimeout(180_000);
	const api = await apiAs('reviewer');
	const villa = await plotIn(
		api,
		'R1',
		({ facts }) =>
			facts.fronts?.length === 1 && facts.fronts[0]!.rays.length === 5 && facts.rectangle !== null
	);
	const { page } = await newPerson(browser);
	await signIn(page, 'reviewer', `/permits/site`);

	await test.step('scenario 1: a click on a plot answers with everything, each with its source', async () => {
		await page.goto(`/permits/site?v=19/${villa.at[1].toFixed(6)}/${villa.at[0].toFixed(6)}`);
		await page.locator('[data-map-ready]').waitFor();
		const map = page.getByRole('application');
		const box = (await map.boundingBox())!;
		await expect(async () => {
			await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
			await expect(page).toHaveURL(new RegExp(`parcel=${villa.id}\\b`), { timeout: 4000 });
		}).toPass();
		const record = await (await api.get(`/api/v1/layers/parcels/features/${villa.id}`)).json();
		expect(villa.statement.facts.area_m2).toBeCloseTo(record.area, 3);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText(
			record.fields.find((f: { name: string }) => f.name === 'name_ar').value
		);
		await expect(page.getByText('صالحة للبناء')).toBeVisible();
		await expect(page.locator('[data-limit="front_setback_m"]')).toHaveText('4.00 م');
		await expect(page.locator('[data-limit="height"]')).toHaveText('13.00 م');
		const [front] = villa.statement.facts.fronts!;
		await expect(page.locator('[data-street-width]')).toHaveText(`${front!.width_m!.toFixed(2)} م`);
		for (const { no, east, north } of villa.statement.corners)
			await expect(page.locator(`[data-corner="${no}"]`)).toHaveText(
				`${east.toFixed(3)} ${north.toFixed(3)}`
			);
		await expect(page.getByText('اشتراطات المخطط التفصيلي للنموذج، منطقة R1').first()).toBeVisible();
		await expect(page.getByText('الطبقات التي أجابت')).toBeVisible();
		await page.screenshot({ path: 'test-results/site-statement-ar.png' });
	});

	await test.step('scenario 2: a wall dragged half a metre out, and back', async () => {
		await page.getByRole('button', { name: 'جرّب مبنى' }).click();
		await expect(row(page, 'R03', 'front')).toHaveAttribute('data-status', 'pass');
		const before = await metres(row(page, 'R03', 'front'));
		await expect(page.locator('[data-confirmed="true"]')).toBeVisible();
		const hand = await wallOnMap(page, villa.statement);
		await expect(async () => {
			await page.mouse.move(...hand.at(0));
			await page.mouse.down();
			await page.mouse.move(...hand.at(0.3), { steps: 3 });
			await page.mouse.move(...hand.at(0.5), { steps: 3 });
			await page.mouse.up();
			await expect(row(page, 'R03', 'front')).toHaveAttribute('data-status', 'fail', { timeout: 2000 });
		}).toPass();
		const after = await metres(row(page, 'R03', 'front'));
		expect(Math.abs(before - after - 0.5)).toBeLessThan(0.11);
		await expect(row(page, 'R03', 'front')).toContainText('حد أدنى 4.00 م');
		await expect(page.locator('[data-trial="block"]')).toBeVisible();
		// The server, asked about the same building, says the same, number for number.
		await expect(page.locator('[data-confirmed="true"]')).toBeVisible();
		await page.screenshot({ path: 'test-results/site-trial-ar.png' });
		await page.getByRole('button', { name: 'تراجع' }).click();
		await expect(row(page, 'R03', 'front')).toHaveAttribute('data-status', 'pass');
		// The same by keyboard, ten centimetres at a time; higher than the plan, and back.
		const out = page.locator('[data-wall="0"]').getByRole('button').last();
		for (let i = 0; i < 5; i++) await out.press('Enter');
		await expect.poll(() => metres(row(page, 'R03', 'front'))).toBeCloseTo(before - 0.5, 1);
		const height = page.getByRole('spinbutton', { name: 'الارتفاع' });
		await height.fill('13.5');
		await expect(row(page, 'R07', 'height')).toHaveAttribute('data-status', 'fail');
		await expect(row(page, 'R07', 'height')).toContainText('حد أقصى 13.00 م');
		await height.fill('13');
		await expect(row(page, 'R07', 'height')).toHaveAttribute('data-status', 'pass');
		await page.getByRole('button', { name: 'عودة إلى البيان' }).click();
	});

	await test.step('scenario 3: by the street in a town, by the table in a village, by the set of 2021 in 2022', async () => {
		const plot = await plotIn(
			api,
			'R4',
			({ facts }) => facts.fronts?.length === 1 && (facts.fronts[0]!.width_m ?? 0) > 8
		);
		const width = plot.statement.facts.fronts![0]!.width_m!;
		await page.goto(`/permits/site?parcel=${plot.id}`);
		const limit = page.locator('[data-limit="height"]');
		await expect(limit).toHaveText(`${Math.min(36, width * 1.5).toFixed(2)} م`);
		await expect(page.getByText('لم تُراجع').first()).toBeVisible();
		await page.getByLabel('المكان').click();
		await page.getByRole('option', { name: 'قرية' }).click();
		await expect(limit).toHaveText(`${(width * 2).toFixed(2)} م`);
		await page.goto(`/permits/site?parcel=${plot.id}&on=2022-06-01`);
		await expect(limit).toHaveText(width > 12.005 ? '16.00 م' : '13.00 م');
		await expect(page.getByText('اشتراطات 2021').first()).toBeVisible();
	});

	await test.step('scenario 7: antiquities and a canal: both agencies are named', async () => {
		const old = await plotIn(api, 'H1', ({ facts }) => {
			const met = facts.constraints.filter((c) => c.state === 'met').map((c) => c.kind);
			return met.includes('antiquities') && met.includes('canal_bank');
		});
		await page.goto(`/permits/site?parcel=${old.id}`);
		await expect(page.getByText(/لا يُبنى عليها قبل رأي: .*آثار.*الري/)).toBeVisible();
		await expect(page.locator('[data-constraint="antiquities"]')).toContainText('117 لسنة 1983');
		await expect(page.locator('[data-constraint="canal_bank"]')).toContainText('لم تُراجع');
	});

	await test.step('a survey sheet typed by an engineer, on a phone: without what is not shown to engineers', async () => {
		const phone = await newPerson(browser, { width: 390, height: 844 });
		await signIn(phone.page, 'applicant_engineer', '/permits/site');
		await phone.page.getByRole('button', { name: 'اكتب الإحداثيات' }).click();
		const sheet = villa.statement.corners.map((c) => `${c.no} ${c.east.toFixed(3)} ${c.north.toFixed(3)}`);
		await phone.page.getByRole('textbox', { name: /أركان القطعة/ }).fill(`${sheet.join('\n')}\nركن`);
		await expect(phone.page.getByText(/سطور لا تُقرأ/)).toBeVisible();
		await phone.page.getByRole('textbox', { name: /أركان القطعة/ }).fill(sheet.join('\n'));
		await phone.page.getByRole('button', { name: 'اعرض البيان' }).click();
		await expect(phone.page.getByRole('heading', { level: 1 })).toHaveText('قطعة مرسومة');
		await expect(
			phone.page.getByText(`${villa.statement.facts.area_m2.toFixed(2)} م²`).first()
		).toBeVisible();
		await expect(phone.page.locator('[data-limit="front_setback_m"]')).toHaveText('4.00 م');
		await expect(phone.page.getByText('بيانات المرافق أو الحفر لا تُعرض لصفتك.')).toBeVisible();
		await phone.page.screenshot({ path: 'test-results/site-phone-ar.png' });
	});
});

/** Where the front wall of the first proposal is on the screen, and places so many metres out of it. */
async function wallOnMap(page: Page, { site, facts }: Statement) {
	const box = (await page.getByRole('application').boundingBox())!;
	const world = ([x = NaN, y = NaN]: readonly number[]): [number, number] => {
		const [lon = NaN, lat = NaN] = fromLegal(4326, [x, y]);
		const radius = 6_378_137;
		const radians = (lat * Math.PI) / 180;
		return [(radius * lon * Math.PI) / 180, radius * Math.log(Math.tan(Math.PI / 4 + radians / 2))];
	};
	const ring = site.plot.geometry.coordinates.flat(
		site.plot.geometry.type === 'Polygon' ? 1 : 2
	) as number[][];
	const placed = ring.map(world);
	const [xs, ys] = [placed.map((p) => p[0]), placed.map((p) => p[1])];
	const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
	// The plot was fitted into the map with a margin of 90 pixels, at a whole zoom.
	const wanted = Math.max((east - west) / (box.width - 180), (north - south) / (box.height - 180));
	const world0 = 156543.03392804097;
	const pixel = world0 / 2 ** Math.min(22, Math.floor(Math.log2(world0 / wanted)));
	const [a, b] = facts.rectangle!.coordinates[0]! as [number[], number[]];
	const length = Math.hypot(b[0]! - a[0]!, b[1]! - a[1]!);
	return {
		at: (out: number): [number, number] => {
			const [x, y] = world([
				(a[0]! + b[0]!) / 2 + (out * (b[1]! - a[1]!)) / length,
				(a[1]! + b[1]!) / 2 - (out * (b[0]! - a[0]!)) / length
			]);
			return [
				box.x + box.width / 2 + (x - (west + east) / 2) / pixel,
				box.y + box.height / 2 - (y - (south + north) / 2) / pixel
			];
		}
	};
}
