import { expect, type APIRequestContext, type Page } from '@playwright/test';
import { record } from './dig.ts';
import { apiAs, newPerson, signIn, test } from './support.ts';

/**
 * Three works wish for the same days at one quiet place; within the period there is room for two. The committee has
 * a plan proposed, tries another day by hand, and accepts.
 */
const WISHED = { start: '2027-09-05', end: '2027-09-10' };
const PLACE: GeoJSON.LineString = {
	type: 'LineString',
	coordinates: [
		[29.7335, 30.7045],
		[29.7342, 30.7045]
	]
};

async function registered(api: APIRequestContext, title: string): Promise<string> {
	const answer = await api.post('/api/v1/excavation/digs', {
		data: { title, window: WISHED, geometry: PLACE }
	});
	expect(answer.status(), await answer.text()).toBe(201);
	return (await answer.json()).reference;
}

async function changed(api: APIRequestContext, reference: string, path: string, data: object) {
	const dig = await api.get(`/api/v1/excavation/digs/${reference}`);
	const headers = { 'if-match': dig.headers()['etag']! };
	const url = `/api/v1/excavation/digs/${reference}${path}`;
	const answer = path ? await api.post(url, { data, headers }) : await api.patch(url, { data, headers });
	expect(answer.status(), await answer.text()).toBe(200);
}

async function proposed(page: Page): Promise<void> {
	const change = page.getByRole('button', { name: 'تغيير', exact: true });
	if (await change.isVisible()) await change.click();
	await page.getByRole('button', { name: 'اقترح خطة' }).click();
	// The question is put away when the answer is there.
	await expect(change).toBeVisible();
	await expect(page.locator('[data-hindered]')).toBeVisible();
}

/** Drags a bar so many days; pixels of a day are read from the bar, which is six days long. */
async function dragged(page: Page, reference: string, days: number): Promise<void> {
	const bar = page.locator(`[data-reference="${reference}"]`);
	await bar.scrollIntoViewIfNeeded();
	const box = (await bar.boundingBox())!;
	const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
	await page.mouse.move(x, y);
	await page.mouse.down();
	// Later is to the left.
	await page.mouse.move(x - (days * box.width) / 6, y, { steps: 5 });
	await page.mouse.up();
}

/** The works beside the map as bars: by street and company, in step with the map, the slider and the address. */
async function inStep(page: Page, digs: readonly string[]): Promise<void> {
	const parameter = (name: string) => new URL(page.url()).searchParams.get(name);
	const timeline = page.locator('[data-works-timeline]');
	const bar = (reference: string) => timeline.locator(`[data-reference="${reference}"]`);
	const first = digs[0]!;
	await page.goto('/excavation?v=17/30.7047/29.7343&day=2027-09-06');
	await page.locator('[data-map-ready]').waitFor();
	await page.getByRole('button', { name: 'الجدول الزمني' }).click();
	for (const reference of digs) await expect(bar(reference)).toBeVisible();
	await expect(bar(first)).toHaveAttribute('data-clashes', '2');
	await expect(bar(first)).toHaveAttribute('aria-label', /مخطط.*تعارضان \(مانع\)/);
	await timeline.getByText('حسب الجهة').click();
	await expect(timeline.getByTitle('شركة غاز النموذج', { exact: true }).first()).toBeVisible();
	await expect.poll(() => parameter('timeline')).toBe('promoter');

	const slider = page.getByRole('slider', { name: 'اليوم المعروض على الخريطة' });
	await slider.focus();
	await slider.press('ArrowLeft');
	await expect(timeline.locator('[data-day-line="2027-09-07"]')).toBeAttached();
	await expect.poll(() => parameter('day')).toBe('2027-09-07');

	const frames = await framesOfDrag(page);
	const seconds = frames.reduce((sum, f) => sum + f, 0) / 1000;
	console.log(
		`slider: ${frames.length} frames in ${seconds.toFixed(1)} s (${(frames.length / seconds).toFixed(0)} a second)`
	);
	expect(frames.length).toBeGreaterThan(0);
	const dragged = (await timeline.locator('[data-day-line]').getAttribute('data-day-line'))!;
	await expect(page.locator(`canvas[data-day="${dragged}"][data-complete="true"]`)).toBeAttached();
	await expect.poll(() => parameter('day')).toBe(dragged);
	await slider.focus();
	while ((await page.locator('[data-day-line]').getAttribute('data-day-line')) !== '2027-09-07')
		await slider.press(dragged > '2027-09-07' ? 'ArrowRight' : 'ArrowLeft');

	// A bar shows its work: the map comes to it, at the scale it has.
	await bar(first).click();
	await expect(timeline.locator(`[data-chosen="${first}"]`)).toContainText('كابل على الطاولة');
	await expect.poll(() => parameter('v')).toMatch(/^17\/30\.7045\d*\/29\.7338\d*$/);
	// By the arrow keys from bar to bar.
	await bar(first).press('ArrowDown');
	await expect(timeline.locator(`[data-chosen="${first}"]`)).toHaveCount(0);
	// And the work on the map its bar: they all lie at this place.
	const map = (await page.locator('[data-map-ready]').boundingBox())!;
	await page.mouse.click(map.x + map.width / 2, map.y + map.height / 2);
	await page.waitForURL(/\/excavation\/EX-/);
	const opened = new URL(page.url()).pathname.split('/').at(-1)!;
	await expect(bar(opened)).toHaveAttribute('aria-pressed', 'true');
	await page.screenshot({ path: 'test-results/timeline-ar.png' });

	// A link holds the place and the day.
	await expect.poll(() => parameter('day')).toBe('2027-09-07');
	await page.reload();
	await expect(page.locator('[data-day="2027-09-07"]').first()).toBeVisible();
	await expect(bar(first)).toBeVisible();

	// Another piece of the map, other works.
	await page.mouse.move(map.x + map.width - 60, map.y + 60);
	await page.mouse.down();
	await page.mouse.move(map.x + 60, map.y + map.height - 120, { steps: 8 });
	await page.mouse.up();
	await expect(bar(first)).toHaveCount(0);
}

/** Drags the slider to and fro for a moment; the times between the frames that the browser drew meanwhile. */
async function framesOfDrag(page: Page): Promise<number[]> {
	const slider = page.getByRole('slider', { name: 'اليوم المعروض على الخريطة' });
	const box = (await slider.boundingBox())!;
	const share = await slider.evaluate((input: HTMLInputElement) => {
		const [min, max] = [Number(input.min), Number(input.max)];
		return (input.valueAsNumber - min) / (max - min);
	});
	// Later is to the left.
	const x = (away: number) => box.x + box.width * (1 - share + away);
	const y = box.y + box.height / 2;
	await page.mouse.move(x(0), y);
	await page.mouse.down();
	await page.evaluate(() => {
		const traced = window as { traced?: number[] };
		const frames: number[] = (traced.traced = []);
		let last = 0;
		const tick = (now: number) => {
			if (traced.traced !== frames) return;
			if (last) frames.push(now - last);
			last = now;
			requestAnimationFrame(tick);
		};
		requestAnimationFrame(tick);
	});
	for (let step = 0; step < 60; step++) {
		await page.mouse.move(x(0.03 * Math.sin(step / 5)), y);
		await page.waitForTimeout(16);
	}
	await page.mouse.move(x(0), y);
	await page.mouse.up();
	return page.evaluate(() => {
		const traced = window as { traced?: number[] };
		const frames = traced.traced ?? [];
		delete traced.traced;
		return frames;
	});
}

const startOf = async (reference: string) => (await record(reference)).window.start;

test('the committee has a plan proposed, drags a bar, sees the clash at once, and accepts the whole', async ({
	browser
}) => {
	test.setTimeout(200_000);
	const telecom = await apiAs('utility_planner');
	const gas = await apiAs('utility_planner_gas');
	const digs = [
		await registered(telecom, 'كابل على الطاولة'),
		await registered(gas, 'غاز على الطاولة'),
		await registered(gas, 'غاز ثانٍ على الطاولة')
	];
	const { page } = await newPerson(browser);
	await signIn(page, 'coordinator', '/excavation');
	await test.step('the timeline and the map go together', () => inStep(page, digs));
	await page.goto('/excavation');
	await page.getByRole('link', { name: 'اقتراح خطة' }).click();
	await page.waitForURL('**/excavation/plan');
	await page.getByLabel('أول يوم').fill('1/9/2027');
	await page.getByLabel('آخر يوم').fill('12/9/2027');
	await page.getByLabel('آخر يوم').press('Tab');
	await proposed(page);
	await test.step('works along one line may share a trench, unless the committee keeps them apart', async () => {
		await expect(page.getByText(/مشترك[^.]* مقترح/)).toBeVisible();
		await page.screenshot({ path: 'test-results/plan-joint-ar.png' });
		await page.getByRole('button', { name: 'تغيير', exact: true }).click();
		await page.getByLabel('اقتراح خنادق مشتركة').uncheck();
		await proposed(page);
	});

	const board = page.locator('[data-hindered]');
	const accept = page.getByRole('button', { name: /اعتماد التغييرات/ });
	await expect(board).toContainText('عمل واحد لم يوجد له موعد');
	await expect(page.getByText('ثبت حسابيًا أنه لا توجد خطة أقل تحريكًا')).toBeVisible();
	const bar = (reference: string) => page.locator(`[data-reference="${reference}"]`);
	const standing = async (stand: string) => {
		const all = await Promise.all(
			digs.map(async (d) => ((await bar(d).getAttribute('data-stand')) === stand ? d : ''))
		);
		return all.filter(Boolean);
	};
	const [left] = (await standing('unplaced')) as [string];
	const placed = digs.filter((d) => d !== left);
	await page.screenshot({ path: 'test-results/plan-ar.png' });

	await test.step('the reason stands in the list of changes', async () => {
		await page.getByRole('tab', { name: /التغييرات/ }).click();
		await expect(page.getByText(/كل أيامه الممكنة تشغلها أعمال أخرى/).first()).toBeVisible();
		await page.getByRole('tab', { name: /الجدول الزمني/ }).click();
	});

	await test.step('a bar moved by the keyboard or the mouse is judged at once, and so is its neighbour', async () => {
		await bar(left).focus();
		await bar(left).press('ArrowLeft');
		await expect(bar(left)).toHaveAttribute('data-stand', 'hindered');
		await expect(board).not.toHaveAttribute('data-hindered', '0');
		await expect(bar(left)).toHaveAttribute('aria-label', /يتعارض مع «/);
		await expect(accept).toBeDisabled();
		await page.getByRole('button', { name: 'العودة إلى المقترح' }).click();
		await expect(board).toHaveAttribute('data-hindered', '0');

		// The one further to the right begins earlier.
		const at = await Promise.all(placed.map(async (d) => (await bar(d).boundingBox())!.x));
		const [one, other] = (at[0]! > at[1]! ? placed : placed.toReversed()) as [string, string];
		const before = await bar(one).getAttribute('aria-label');
		await dragged(page, one, 2);
		await dragged(page, other, -2);
		await expect(board).not.toHaveAttribute('data-hindered', '0');
		await expect(bar(one)).toHaveAttribute('data-stand', 'hindered');
		await page.screenshot({ path: 'test-results/plan-hindered-ar.png' });
		await dragged(page, one, -2);
		await dragged(page, other, 2);
		await expect(board).toHaveAttribute('data-hindered', '0');
		expect(await bar(one).getAttribute('aria-label')).toBe(before);
	});

	const decide = async () => {
		await accept.click();
		const dialog = page.getByRole('dialog');
		await dialog.getByLabel('سند القرار').fill('جلسة 12');
		await dialog.getByRole('button', { name: 'اعتمد' }).click();
		return dialog;
	};

	await test.step('a work that changed meanwhile refuses the whole plan, and nothing is written', async () => {
		const [moved] = (await standing('moved')) as [string];
		const owner = moved === digs[0] ? telecom : gas;
		await changed(owner, moved, '', { title: 'عمل تغيّر وصفه' });
		const dialog = await decide();
		await expect(dialog.getByRole('alert')).toContainText('تغيّرت أعمال بعد إعداد الخطة');
		expect(await Promise.all(digs.map(startOf))).toEqual(digs.map(() => WISHED.start));
		await dialog.getByRole('button', { name: 'تراجع' }).click();
	});

	await test.step('proposed anew and accepted: dates, history, audit, and the clash is gone', async () => {
		await proposed(page);
		const moving = await standing('moved');
		expect(moving.length).toBeGreaterThan(0);
		const before = new Map(
			await Promise.all(moving.map(async (d) => [d, (await record(d)).version] as const))
		);
		await decide();
		await expect(page.getByText(/تغير موعد عمل واحد|تغير موعدا عملين/)).toBeVisible();
		const [one, other] = (await Promise.all(placed.map(record))).toSorted((a, b) =>
			a.window.start < b.window.start ? -1 : 1
		);
		expect(one!.window.end < other!.window.start).toBe(true);
		const auditor = await apiAs('auditor');
		const trail = JSON.stringify(await (await auditor.get('/api/v1/audit?limit=50')).json());
		for (const [reference, version] of before) {
			expect(await record(reference)).toMatchObject({ version: version + 1, state: 'planned' });
			const history = await (await telecom.get(`/api/v1/excavation/digs/${reference}/history`)).json();
			expect(history.items[0]).toMatchObject({ reason: 'جلسة 12', version: version + 1 });
			expect(trail).toContain(reference);
		}
		expect(trail).toContain('dig.rescheduled');
		const clashes = await telecom.get('/api/v1/excavation/clashes', {
			params: { dig: placed[0]!, rule: 'C1' }
		});
		const { items } = (await clashes.json()) as {
			items: { a: { reference: string }; b: { reference: string } }[];
		};
		expect(items.filter((c) => [c.a.reference, c.b.reference].includes(placed[1]!))).toEqual([]);
	});
	await page.screenshot({ path: 'test-results/plan-accepted-ar.png' });
	for (const [i, reference] of digs.entries())
		await changed(i === 0 ? telecom : gas, reference, '/actions/cancel', { reason: 'انتهت التجربة' });
});
