import { expect } from '@playwright/test';
import { transform } from '#lib/kernel/crs.ts';
import { hasWzdxSchemas, wzdxValidator } from '../conformance/wzdx-schema.ts';
import { clashPixels, draw, openEditor, period, save } from './dig.ts';
import { apiAs, day, newPerson, signIn, test } from './support.ts';

const DIGS = '/api/v1/excavation/digs';

/** A village on open ground north of the model town: metres from its origin. Two lanes lead to the hospital. */
const at = (x: number, y: number) => transform(22992, 4326, [491_500 + x, 888_500 + y]);
const STREETS = [
	{ id: 'N-1', class: 'primary', name: 'طريق القرية الجديدة', line: [at(150, 900), at(640, 900)] },
	{
		id: 'N-2',
		class: 'residential',
		name: 'حارة المستشفى',
		line: [at(640, 900), at(640, 985), at(820, 985)]
	},
	{
		id: 'N-3',
		class: 'residential',
		name: 'حارة المخبز',
		line: [at(640, 900), at(640, 720), at(820, 720), at(820, 985)]
	},
	{ id: 'N-4', class: 'residential', name: 'مدخل المستشفى', line: [at(820, 985), at(820, 1010)] }
];

async function bring(layer: string, features: object[], map: Record<string, string[]>) {
	const admin = await apiAs('admin');
	const sent = await admin.post(`/api/v1/imports?name=${layer}.geojson`, {
		headers: { 'content-type': 'application/octet-stream' },
		data: Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }))
	});
	expect(sent.status(), await sent.text()).toBe(201);
	const { id } = (await sent.json()) as { id: string };
	const run = await admin.post(`/api/v1/imports/${id}/run`, {
		data: { layer, crs: 'EPSG:4326', map, source: `journey-${layer}` }
	});
	expect(await run.text()).toMatch(/"inserted":[1-9]|"unchanged":[1-9]/);
}

const GAS = 'تجديد وصلة غاز';
const BURST = 'كسر خط مياه ليلًا';
const SEWER = 'إحلال مطبق صرف';
const BRANCH = 'تفريعة غاز في حارة المستشفى';

/** What an earlier try left in these lanes must not meet this one. */
async function clearLeftovers() {
	for (const [username, title] of [
		['utility_planner_gas', GAS],
		['utility_planner_gas', BRANCH],
		['utility_planner', BURST],
		['utility_planner', SEWER]
	] as const) {
		const api = await apiAs(username);
		const query = new URLSearchParams({ mine: '1', q: title, state: 'planned,running', limit: '200' });
		const { items } = await (await api.get(`${DIGS}?${query}`)).json();
		for (const { reference } of items as { reference: string }[]) {
			const { state, version } = await (await api.get(`${DIGS}/${reference}`)).json();
			const [action, data] = state === 'running' ? ['finish', {}] : ['cancel', { reason: 'من محاولة سابقة' }];
			const done = await api.post(`${DIGS}/${reference}/actions/${action as string}`, {
				headers: { 'if-match': `"${version}"` },
				data
			});
			expect(done.status(), await done.text()).toBe(200);
		}
	}
}

const feature = (properties: object, geometry: object) => ({ type: 'Feature', properties, geometry });

test('a burst pipe at night and a closure on its way round are found together, far from each other', async ({
	browser
}) => {
	test.setTimeout(240_000);
	await clearLeftovers();
	await bring(
		'streets',
		STREETS.map(({ line, ...p }) => feature(p, { type: 'LineString', coordinates: line })),
		{ source_id: ['id'], name_ar: ['name'], kind: ['class'] }
	);
	await bring(
		'hospitals',
		[
			feature(
				{ id: 'N-H', name: 'مستشفى القرية', class: 'general' },
				{ type: 'Point', coordinates: at(822, 1008) }
			)
		],
		{ source_id: ['id'], name_ar: ['name'], kind: ['class'] }
	);
	const work = (line: number[][], more: object) => ({
		traffic_effect: 'closed',
		width_m: 2,
		geometry: { type: 'LineString', coordinates: line },
		...more
	});
	const gas = await apiAs('utility_planner_gas');
	const made = await gas.post(DIGS, {
		data: work([at(700, 720), at(740, 720)], {
			...{ title: GAS, category: 'urgent', category_reason: 'كسر خط' },
			window: { start: day(1), end: day(4) }
		})
	});
	expect(made.status(), await made.text()).toBe(201);
	const closure = (await made.json()) as { reference: string };

	// The burst is registered and dug at once; it is warned, not stopped.
	const water = await apiAs('utility_planner');
	const burst = work([at(680, 985), at(720, 985)], {
		...{ title: BURST, category: 'emergency', category_reason: 'كسر خط' },
		window: { start: day(0), end: day(2) }
	});
	const { title: _, ...question } = burst as Record<string, unknown>;
	const check = await (await water.post('/api/v1/excavation/check', { data: question })).json();
	expect(check.first_free_start).toBe(day(5));
	expect(check.clashes.map((c: { rule: string }) => c.rule)).toContain('C9');
	const dig = await (await water.post(DIGS, { data: burst })).json();
	const started = await water.post(`${DIGS}/${dig.reference}/actions/start`, {
		headers: { 'if-match': `"${dig.version}"` },
		data: {}
	});
	expect(started.status(), await started.text()).toBe(200);

	// On record once, with the hospital that is cut off, in the list of the rule.
	const { items } = await (await water.get(`/api/v1/excavation/clashes?rule=C9&dig=${dig.reference}`)).json();
	expect(items).toHaveLength(1);
	expect(items[0]).toMatchObject({ rule: 'C9', severity: 'warn', days: 2 });
	expect(items[0].distance_m).toBeGreaterThan(250);
	const access = items[0].network.effects.find((e: { kind: string }) => e.kind === 'access');
	expect(access).toMatchObject({ place: { name: { ar: 'مستشفى القرية' } }, added_minutes: null });

	// Both sides read it: what is cut, and who waits.
	for (const [username, reference] of [
		['utility_planner', dig.reference],
		['utility_planner_gas', closure.reference]
	] as const) {
		const { page, context } = await newPerson(browser);
		await signIn(page, username, `/excavation/${reference}`);
		const effects = page.locator('[data-network-effects]');
		await expect(effects.locator('[data-effect="access"]')).toContainText('مستشفى القرية');
		await expect(page.locator(`[data-postpone="${day(3)}"]`)).toContainText(closure.reference);
		await page.getByRole('button', { name: 'أظهره على الخريطة' }).first().click();
		await page.screenshot({ path: `test-results/network-${username}.png` });
		await context.close();
	}

	// Moved away by its owner in one step, the pair is gone.
	const { page, context } = await newPerson(browser, { width: 390, height: 844 });
	await signIn(page, 'utility_planner_gas', `/excavation/${closure.reference}`);
	const effects = page.locator('[data-network-effects]');
	await expect(effects).toHaveCount(1);
	// The page may still be coming to life.
	await expect(async () => {
		if (await effects.count())
			await page
				.getByRole('button', { name: /^انقل إلى/ })
				.first()
				.click({ timeout: 2000 });
		await expect(effects).toHaveCount(0, { timeout: 5000 });
	}).toPass();
	const after = await (await water.get(`/api/v1/excavation/clashes?rule=C9&dig=${dig.reference}`)).json();
	expect(after.items).toEqual([]);
	await context.close();

	// The running closure is published at once, and the feed is what the standard asks.
	const feed = await (await (await apiAs()).get('/feeds/wzdx.geojson')).json();
	const roads = feed.features.flatMap(
		(f: { properties: { core_details: { road_names: string[] } } }) => f.properties.core_details.road_names
	);
	expect(roads).toContain('حارة المستشفى');
	if (hasWzdxSchemas) expect(wzdxValidator()(feed)).toEqual([]);
});

test('a closed road has a detour; who digs on it is told with the bus that rides there, until the detour goes', async ({
	browser
}) => {
	test.setTimeout(240_000);
	await bring(
		'bus_routes',
		[
			feature(
				{ id: 'N-B', name: 'القرية – المستشفى', class: 'minibus', ref: '14' },
				{ type: 'LineString', coordinates: [at(640, 985), at(820, 985)] }
			)
		],
		{ source_id: ['id'], name_ar: ['name'], kind: ['class'], ref: ['ref'] }
	);
	const view = (x: number, y: number) => {
		const [lon, lat] = at(x, y) as [number, number];
		return `v=18/${lat}/${lon}`;
	};
	const digOf = async (reference: string) =>
		(await (await apiAs('utility_planner')).get(`${DIGS}/${reference}`)).json();
	const c5 = async (dig: string) =>
		(await (await (await apiAs('coordinator')).get(`/api/v1/excavation/clashes?rule=C5&dig=${dig}`)).json())
			.items;
	const water = (await newPerson(browser)).page;
	const gas = (await newPerson(browser)).page;
	await signIn(water, 'utility_planner', '/excavation');
	await signIn(gas, 'utility_planner_gas', '/excavation');

	const sewer =
		await test.step('the work that closes the lane takes the way round that is proposed', async () => {
			await openEditor(water, view(670, 720));
			await draw(water, [-25, 0], [25, 0]);
			await period(water, day(20), day(24));
			await water.getByLabel('أثره على المرور').click();
			await water.getByRole('option', { name: 'يغلق الطريق' }).click();
			await water.getByRole('button', { name: 'خذ التحويلة المقترحة' }).click();
			await expect(water.locator('[data-detours="2"]')).toContainText('مقترحة من شبكة الطرق');
			await water.getByLabel('وصف العمل').fill(SEWER);
			return save(water);
		});
	const { detours } = await digOf(sewer);
	expect(detours).toMatchObject([{ origin: 'network' }, { origin: 'network' }]);
	// By the lane of the hospital, the one way and back.
	const [there, back] = detours.map((d: { geometry: GeoJSON.LineString }) => d.geometry.coordinates);
	expect(there).toEqual(back.toReversed());
	expect(detours[0].length_m).toBeGreaterThan(200);
	expect(await c5(sewer)).toEqual([]);

	const branch = await test.step('who draws a work on it reads so before saving', async () => {
		await openEditor(gas, view(770, 985));
		await draw(gas, [-25, 0], [25, 0]);
		await period(gas, day(22), day(26));
		const verdict = gas.locator('[data-verdict="warn"]');
		await expect(verdict).toContainText('يقع هذا العمل على تحويلة العمل الآخر.');
		await expect(verdict).toContainText(sewer);
		await expect(gas.locator('[data-transit="1"]')).toContainText('خط النقل العام 14 (القرية – المستشفى)');
		await expect.poll(() => clashPixels(gas)).toBeGreaterThan(50);
		await gas.getByLabel('وصف العمل').fill(BRANCH);
		return save(gas);
	});
	const met = await c5(branch);
	expect(met.filter((c: { b: unknown }) => c.b)).toMatchObject([
		{ severity: 'warn', days: 3, overlap: { type: 'MultiPolygon' } }
	]);
	expect(met.filter((c: { b: unknown }) => !c.b)).toMatchObject([{ days: 5, transit: { ref: '14' } }]);

	await test.step('its owner sees it come, and leads nobody there any more', async () => {
		const card = water.getByText('تمر تحويلة هذا العمل بموقع العمل الآخر.');
		await expect(card).toBeVisible();
		await expect(gas.getByText('يقع هذا العمل على تحويلة العمل الآخر.')).toBeVisible();
		await water.getByRole('button', { name: 'احذف تحويلة 1' }).click();
		await water.getByRole('button', { name: 'احذف تحويلة 1' }).click();
		await water.getByRole('button', { name: 'حفظ التحويلة' }).click();
		for (const gone of [card, gas.getByText('يقع هذا العمل على تحويلة العمل الآخر.')])
			await expect(gone).toHaveCount(0);
	});
	expect((await digOf(sewer)).detours).toEqual([]);
	expect((await c5(branch)).map((c: { transit?: { ref: string } }) => c.transit?.ref)).toEqual(['14']);
});
