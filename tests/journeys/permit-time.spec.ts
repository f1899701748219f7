import { expect } from '@playwright/test';
import type { OpenAlarm } from '#lib/modules/permits/rules/alarms/alarms.ts';
import type { PermitCase, PermitListed } from '#lib/modules/permits/rules/life/types.ts';
import { inDatabase } from './database.ts';
import { EXAMINED, accepted, post, reviewerOf, take } from './permit-file.ts';
import { apiAs, newPerson, signIn, test } from './support.ts';

const rowsOf = <R>(query: string, ...values: unknown[]): Promise<R[]> =>
	inDatabase(async (client) => (await client.query(query, values)).rows);

/** What the demonstration left lying until its time ran out: a file that silence granted, and one an agency said nothing to. */
async function forgotten(): Promise<{ granted: string; unheard: string; id: string }> {
	const [row] = await rowsOf<{ granted: string; unheard: string; id: string }>(
		`select d.reference as granted, s.reference as unheard, s.id::text
		from permit d, permit s join permit_consultation c on c.permit_id = s.id
		where d.deemed_at is not null and c.answer = 'silent'`
	);
	return row!;
}

test('scenario 6: both clocks of a file, what stops which, who is alarmed on day 27, and silence that is consent', async ({
	browser
}) => {
	const { granted, unheard } = await forgotten();
	const headApi = await apiAs('head_of_engineering');
	const read = async (ref: string) =>
		(await (await headApi.get(`/api/v1/permits/${ref}`)).json()) as PermitCase;

	await test.step('in the database: each alarm once, the flag, an entry of everything in the log', async () => {
		const rows = await rowsOf(
			`select p.reference, p.deemed_at is not null as deemed, array_agg(a.level order by a.raised_at) as levels,
				(select count(*)::int from audit_log l where l.action = 'permit.alarm' and l.subject_id = p.id::text) as logged,
				(select count(*)::int from permit_event e where e.permit_id = p.id and e.action = 'deem') as steps
			from permit p join permit_alarm a on a.permit_id = p.id where p.reference in ($1, $2) group by p.id order by p.id`,
			granted,
			unheard
		);
		expect(rows).toEqual([
			{
				reference: granted,
				deemed: true,
				levels: ['first', 'last', 'expired'],
				logged: 3,
				steps: 1
			},
			{ reference: unheard, deemed: false, levels: ['first', 'last'], logged: 2, steps: 0 }
		]);
	});

	await test.step('asking for information stops the clock of the service, and not that of the law', async () => {
		const { items } = await (await headApi.get('/api/v1/permits?state=technical_review&limit=200')).json();
		const quiet = (items as PermitListed[]).find(
			(p) => p.kind === 'strengthening' && p.clocks.statutory?.alarm === 'none'
		)!;
		const ref = quiet.reference;
		const before = (await read(ref)).clocks;
		expect(before.service).toMatchObject({ paused: false });
		const { page } = await newPerson(browser, { width: 390, height: 844 });
		await signIn(page, await reviewerOf(ref), `/permits/${ref}`);
		await take(page, 'اطلب استيفاء', async (dialog) => {
			await dialog.getByLabel('ملاحظة').fill('حدد نوع التدعيم');
		});
		await expect(page.getByText(/متوقفة/).first()).toBeVisible();
		await expect(page.getByText(/اليوم \d+ من 30/).first()).toBeVisible();
		const asked = (await read(ref)).clocks;
		expect(asked.service).toMatchObject({ paused: true, due_at: null });
		expect(asked.statutory).toEqual(before.statutory);
		const clerk = await apiAs('window_clerk');
		const open = await rowsOf<{ id: string }>(
			`select r.id::text from permit_request r join permit p on p.id = r.permit_id
				where p.reference = $1 and r.answered_at is null`,
			ref
		);
		const answers = open.map(({ id }) => ({ id, answer: 'تدعيم أعمدة' }));
		await post(clerk, ref, 'inform', { answers });
		expect((await read(ref)).clocks.service).toMatchObject({ paused: false });
		await page.context().close();
	});

	await test.step('the governor is told of what ran out alone; the head of both, and answers for one in their own name', async () => {
		const { page } = await newPerson(browser);
		await signIn(page, 'head_of_engineering', '/permits');
		for (const ref of [granted, unheard]) await expect(page.locator(`[data-alarm="${ref}"]`)).toBeVisible();
		await page.locator(`[data-alarm="${unheard}"]`).getByRole('button', { name: 'إثبات ما اتُّخذ' }).click();
		const dialog = page.getByRole('dialog');
		await dialog.getByLabel('ما اتُّخذ').fill('كُلف المراجع بالبت اليوم');
		await dialog.getByRole('button', { name: 'إثبات ما اتُّخذ' }).click();
		await expect(page.locator(`[data-alarm="${unheard}"]`)).toHaveCount(0);
		const answers = await rowsOf(
			`select u.username, w.level from permit_alarm_answer w join person u on u.id = w.person_id
				join permit p on p.id = w.permit_id where p.reference = $1`,
			unheard
		);
		expect(answers).toEqual([{ username: 'head_of_engineering', level: 'last' }]);
		await page.goto(`/permits/${granted}`);
		await expect(page.getByText('انقضت المدة: موافقة بحكم القانون')).toBeVisible();
		const governor = await apiAs('governor');
		const { items } = await (await governor.get('/api/v1/permits/alarms')).json();
		expect(items.map((a: OpenAlarm) => a.level)).toEqual(['expired']);
		await page.context().close();
	});
});

test('scenario 7: both agencies of a plot get their task; one that keeps silent holds the recommendation until it is waived', async ({
	browser
}) => {
	const clerk = await apiAs('window_clerk');
	const old = await forgotten();
	const [free] = await rowsOf<{ id: string }>(
		`select r.id::text from parcels r where not exists (select from permit p where p.parcel_id = r.id)
			and exists (select from constraints c where c.kind = 'antiquities' and st_intersects(c.geom, r.geom))
			and exists (select from constraints c where c.kind = 'canal_bank' and st_intersects(c.geom, r.geom)) limit 1`
	);
	const { ref, reviewer } = await accepted(clerk, {
		...{ kind: 'strengthening', parcel_id: free!.id },
		facts: {
			floors: 2,
			height_m: 6,
			basements: 0,
			use: 'residential',
			floor_areas_m2: [50, 50],
			works_value_egp: 90_000,
			structure_changes: true,
			outline_changes: false
		}
	});

	await test.step('the reviewer asks whom the map names; each agency has its task, the plot on the map and no name', async () => {
		const { page } = await newPerson(browser);
		await signIn(page, reviewer, `/permits/${ref}`);
		await take(page, 'ابدأ المراجعة');
		await take(page, 'استطلع رأي جهات');
		await expect(page.getByText('رأي الجهات').first()).toBeVisible();
		await page.context().close();
		const asked = await rowsOf(
			`select u.code, c.subjects, c.answer from permit_consultation c join unit u on u.id = c.unit_id
				join permit p on p.id = c.permit_id where p.reference = $1 order by u.code`,
			ref
		);
		expect(asked).toMatchObject([
			{ subjects: ['antiquities'], answer: null },
			{ subjects: ['canal_bank'], answer: null }
		]);
		const irrigation = await (await (await apiAs('agency_irrigation')).get('/api/v1/permits?mine=1')).json();
		expect(irrigation.items.map((p: PermitListed) => p.reference)).toContain(ref);

		const agency = await newPerson(browser, { width: 390, height: 844 });
		await signIn(agency.page, 'agency_antiquities', '/permits?mine=1');
		await agency.page.getByRole('link', { name: ref }).click();
		await agency.page.waitForURL(new RegExp(`/permits/${ref}$`));
		await agency.page.locator('[data-map-ready]').waitFor();
		await expect(agency.page.getByText('سعاد فؤاد منصور')).toHaveCount(0);
		await take(agency.page, 'ردّ الجهة', async (dialog) => {
			await dialog.getByRole('textbox').fill('لا مانع');
		});
		await agency.context.close();
	});

	await test.step('silence is on record, stands against a recommendation, and is waived with an article by the second officer alone', async () => {
		const silent = old.unheard;
		const api = await apiAs(await reviewerOf(silent));
		const recommend = () =>
			api.post(`/api/v1/permits/${silent}/actions/recommend`, {
				data: { outcome: 'grant', reason: 'مستوفٍ', examined: EXAMINED }
			});
		expect(await (await recommend()).json()).toMatchObject({ code: 'permit_blocked' });
		const { page } = await newPerson(browser);
		await signIn(page, 'head_of_engineering', `/permits/${silent}`);
		await expect(page.getByText('لم ترد في المهلة')).toBeVisible();
		await take(page, 'استثنِ من اشتراط', async (dialog) => {
			await dialog.getByLabel('المادة').fill('مادة 14 من القانون 48 لسنة 1982');
			await dialog.getByLabel('السبب').fill('انقضت المهلة والأعمال داخل المبنى');
		});
		expect((await recommend()).status()).toBe(200);
		const [row] = await rowsOf(
			`select (select array_agg(c.answer order by c.answer) from permit_consultation c where c.permit_id = p.id) as answers,
				(select array_agg(w.article) from permit_waiver w where w.permit_id = p.id and w.rule = 'R16') as articles, p.state
			from permit p where p.id = $1`,
			old.id
		);
		expect(row).toEqual({
			answers: ['conditions', 'silent'],
			articles: ['مادة 14 من القانون 48 لسنة 1982'],
			state: 'recommended'
		});
		await page.context().close();
	});
});
