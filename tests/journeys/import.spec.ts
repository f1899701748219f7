import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { transform } from '#lib/kernel/crs.ts';
import { encode } from '#lib/server/formats/fixtures/encode.fixture.ts';
import { dbf, pointContent, shp } from '#lib/server/formats/fixtures/shapefile.fixture.ts';
import { zip } from '#lib/server/formats/fixtures/zip.fixture.ts';
import { DATA_DIR } from './place.ts';
import { apiAs, newPerson, signIn, test } from './support.ts';

interface School {
	id: string;
	name: string;
	pupils: string;
	/** WGS84. */
	at: [lon: number, lat: number];
}

/** A quiet corner of the model town. */
const WEST = 29.7315;
const SOUTH = 30.7025;
const WRONG: School = { id: 'T-3', name: 'مدرسة العدد الخطأ', pupils: 'كثير', at: [29.7441, 30.7111] };

/** As offices send them: coordinates of the Red Belt without a `.prj`, text in Windows-1256 without a `.cpg`. */
function shapefile(name: string, schools: readonly School[]) {
	const points = schools.map(({ at }) => pointContent(...transform(4326, 22992, at)));
	// In one go: the encoder builds its table at every call.
	const lines = schools.map(({ id, name: title, pupils }) => [id, title, pupils, 'حكومية'].join('\n'));
	const texts = encode(lines.join('\n'), 'windows-1256').toString('latin1').split('\n');
	const cells = schools.map((_, i) =>
		texts.slice(i * 4, i * 4 + 4).map((text) => Buffer.from(text, 'latin1'))
	);
	return {
		name: `${name}.zip`,
		mimeType: 'application/zip',
		buffer: zip([
			{ name: `${name}.shp`, content: shp(1, points) },
			{ name: `${name}.dbf`, content: dbf(['ID', 'NAME', 'TULLAB', 'TASNEEF'], cells) }
		])
	};
}

function schools(count: number, prefix = 'T'): School[] {
	return Array.from({ length: count }, (_, i) => ({
		id: `${prefix}-${i + 1}`,
		name: `مدرسة تجربة ${i + 1}`,
		pupils: String(400 + i),
		at: [WEST + (i % 100) / 20_000, SOUTH + Math.floor(i / 100) / 20_000]
	}));
}

async function choose(page: Page, label: string, option: string | RegExp): Promise<void> {
	await page
		.getByRole('button', { name: label })
		.or(page.getByLabel(label, { exact: true }))
		.first()
		.click();
	await page.getByRole('option', { name: option }).click();
}

async function violations(page: Page): Promise<string[]> {
	const { violations: found } = await new AxeBuilder({ page })
		.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
		.analyze();
	return found.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).join(' | ')}`);
}

/** The layer as the export gives it, rows of one source only. */
async function exported(source: string): Promise<Record<string, unknown>[]> {
	const api = await apiAs('planner');
	const answer = await api.get('/api/v1/layers/schools/export?format=geojson');
	const { features } = (await answer.json()) as { features: { properties: Record<string, unknown> }[] };
	return features.map((f) => f.properties).filter((p) => p.source === source);
}

test('a planner brings in a file, sees it first, and leaves the wrong rows out', async ({ browser }) => {
	const { page } = await newPerson(browser);
	await signIn(page, 'planner', '/import?layer=schools');
	await expect(page.getByRole('link', { name: 'الاستيراد' })).toHaveAttribute('aria-current', 'page');
	expect(await violations(page)).toEqual([]);

	const [first, second] = schools(2) as [School, School];
	await page
		.locator('input[type=file]')
		.setInputFiles(shapefile('madares', [first, second, WRONG, { ...second, name: 'مكررة' }]));
	await page.getByRole('button', { name: 'معاينة', exact: true }).click();

	await test.step('what was guessed stands there, and the records on the map', async () => {
		await expect(page.getByLabel('نظام الإحداثيات')).toContainText('الحزام الأحمر');
		await expect(page.getByText('استُنتج من الأرقام')).toBeVisible();
		await expect(page.getByLabel('ترميز النص')).toContainText('windows-1256');
		await expect(page.getByText('مثال: مدرسة تجربة 1')).toBeVisible();
		await expect(page.getByText('Shapefile')).toBeVisible();
		await expect(page.getByTitle('الإحداثيات ونظامها')).toContainText('30.70');
	});

	await test.step('a field that was not guessed is given, another is the same for all', async () => {
		await choose(page, 'عدد التلاميذ', 'TULLAB');
		await expect(page.getByText('مثال: 400')).toBeVisible();
		await choose(page, 'عدد الفترات', 'قيمة واحدة لكل السجلات');
		await page.getByPlaceholder('قيمة «عدد الفترات» لكل السجلات').fill('2');
	});

	await test.step('the trial names the wrong rows and keeps nothing', async () => {
		await page.getByRole('button', { name: 'تجربة بلا حفظ' }).click();
		await expect(page.getByText('رُفض 2 من 4 من السجلات')).toBeVisible();
		await expect(page.getByText('القيمة «كثير» لا تصلح للحقل عدد التلاميذ.')).toBeVisible();
		await expect(page.getByText('المعرّف T-2 مكرر في الملف.')).toBeVisible();
		await expect(page.getByRole('button', { name: 'حفظ في الطبقة' })).toBeDisabled();
		expect(await exported('madares')).toEqual([]);
		expect(await violations(page)).toEqual([]);
	});

	await test.step('a refused row is gone to on the map', async () => {
		await page.getByRole('button', { name: 'السجل 3', exact: true }).click();
		const readout = page.getByTitle('الإحداثيات ونظامها');
		await expect(readout).toContainText(/30\.711/);
		await expect(readout).toContainText(/29\.744/);
	});

	await test.step('the rest is saved', async () => {
		await page.getByLabel('تخطي السجلات المرفوضة وحفظ الباقي').check();
		await page.getByRole('button', { name: 'حفظ في الطبقة' }).click();
		await expect(page.getByText('حُفظ الملف في طبقة «المدارس»')).toBeVisible();
		const rows = await exported('madares');
		expect(rows).toHaveLength(2);
		expect(rows).toContainEqual(
			expect.objectContaining({
				...{ source_id: 'T-1', name_ar: first.name, pupils: 400, shifts: 2 }
			})
		);
	});

	await test.step('the same file again changes nothing', async () => {
		await page.getByRole('button', { name: 'البدء من جديد' }).click();
		await page.locator('input[type=file]').setInputFiles(shapefile('madares', [first, second]));
		await page.getByRole('button', { name: 'معاينة', exact: true }).click();
		await choose(page, 'عدد التلاميذ', 'TULLAB');
		await choose(page, 'عدد الفترات', 'قيمة واحدة لكل السجلات');
		await page.getByPlaceholder('قيمة «عدد الفترات» لكل السجلات').fill('2');
		await page.getByRole('button', { name: 'تجربة بلا حفظ' }).click();
		await expect(page.getByText('كل ما في الملف موجود في الطبقة من قبل')).toBeVisible();
	});

	await test.step('the layer is had back from the map as a file, whole or as it is in view', async () => {
		await page.goto(`/map?v=17/${SOUTH}/${WEST}`);
		await page.locator('[data-map-ready]').waitFor();
		await page.getByRole('button', { name: 'خيارات المدارس' }).click();
		const csv = await download(page, 'CSV');
		expect(csv.name).toBe('schools.csv');
		expect(csv.text.split('\n').filter((line) => line.includes('madares'))).toHaveLength(2);
		expect(csv.text).toContain(first.name);

		await page.getByRole('button', { name: 'تصدير' }).click();
		await page.getByRole('menuitemradio', { name: 'المعروض الآن' }).click();
		await page.keyboard.press('Escape');
		const seen = JSON.parse((await download(page, 'GeoJSON')).text) as {
			features: { properties: Record<string, unknown> }[];
		};
		const names = seen.features.map((f) => f.properties.name_ar);
		expect(names).toEqual(expect.arrayContaining([first.name, second.name]));
		expect(names.length).toBeLessThan(csv.text.trim().split('\n').length - 1);
	});
});

async function download(page: Page, format: string): Promise<{ name: string; text: string }> {
	await page.getByRole('button', { name: 'تصدير' }).click();
	const [file] = await Promise.all([
		page.waitForEvent('download'),
		page.getByRole('menuitem', { name: format }).click()
	]);
	return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

test('a file that cannot be read is said to be so, and a stopped trial or sending keeps nothing', async ({
	browser
}) => {
	test.setTimeout(240_000);
	const { page } = await newPerson(browser);
	await signIn(page, 'planner', '/import?layer=schools');
	const file = page.locator('input[type=file]');
	const preview = page.getByRole('button', { name: 'معاينة', exact: true });
	const cancelled = page.getByText('أُلغي العمل، ولم يُحفظ منه شيء.');

	await file.setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n') });
	await preview.click();
	await expect(page.getByRole('alert')).toContainText('صيغة الملف غير معروفة');
	await page.getByRole('button', { name: 'حذف a.pdf من القائمة' }).click();

	await test.step('sending is stopped', async () => {
		await page.route('**/api/v1/imports?**', async (route) => {
			await new Promise((resolve) => setTimeout(resolve, 3000));
			await route.continue().catch(() => undefined);
		});
		await file.setInputFiles(shapefile('kathir', schools(8000, 'K')));
		await preview.click();
		await page.getByRole('button', { name: 'إلغاء' }).click();
		await expect(cancelled).toBeVisible();
		await page.unroute('**/api/v1/imports?**');
	});

	await test.step('saving is stopped', async () => {
		await preview.click();
		await page.getByRole('button', { name: 'تجربة بلا حفظ' }).click();
		await expect(page.getByText('يصلح الملف كله للحفظ')).toBeVisible({ timeout: 60_000 });
		await page.getByRole('button', { name: 'حفظ في الطبقة' }).click();
		await expect(page.getByText(/^قُرئ [\d,]+ من 8,000$/)).toBeVisible();
		await page.getByRole('button', { name: 'إلغاء' }).click();
		await expect(cancelled).toBeVisible();
		await expect.poll(async () => (await exported('kathir')).length).toBe(0);
	});

	await test.step('whoever leaves takes the file along', async () => {
		await page.getByRole('link', { name: 'الخريطة' }).click();
		await page.waitForURL('**/map**');
		await expect.poll(() => readdirSync(path.join(DATA_DIR, 'uploads'))).toEqual([]);
	});
});

test('on a phone, in English and in the dark, an import works as well', async ({ browser }) => {
	const { page } = await newPerson(browser, { locale: 'en', theme: 'dark', width: 390, height: 844 });
	await signIn(page, 'planner', '/import?layer=schools');
	await page
		.locator('input[type=file]')
		.setInputFiles(shapefile('phone', [...schools(3, 'P'), { ...WRONG, id: 'P-9' }]));
	await page.getByRole('button', { name: 'Preview', exact: true }).click();
	await choose(page, 'Pupils', 'TULLAB');
	await page.getByRole('button', { name: 'Try without saving' }).click();
	await expect(page.getByText('1 of 4 records are refused')).toBeVisible();
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
	expect(await violations(page)).toEqual([]);
	await page.getByLabel('Skip the refused records').check();
	await page.getByRole('button', { name: 'Save into the layer' }).click();
	await expect(page.getByText('Saved into the layer “Schools”')).toBeVisible();
	expect(await exported('phone')).toHaveLength(3);
});

test('nobody without the right to write a layer gets there', async ({ browser }) => {
	const { page } = await newPerson(browser);
	await signIn(page, 'inspector', '/map');
	await expect(page.getByRole('link', { name: 'الاستيراد' })).toHaveCount(0);
	const answer = await page.goto('/import');
	expect(answer?.status()).toBe(403);
});
