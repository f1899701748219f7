import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { transform } from '#lib/kernel/crs.ts';
import { makeCtx, type Ctx } from '#lib/server/context.ts';
import { listMails, openSmtp, retryMail, sendDue, type Deliver } from '#lib/server/mail/index.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { aDig, HERE } from '../../../../../../tests/builders/digs.ts';
import { inState } from '../../../../../../tests/builders/dig-state.ts';
import { headerOf, mailbox, textOf, type Mailbox } from '../../../../../../tests/builders/mailbox.ts';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import {
	askArea,
	confirmArea,
	declareInterest,
	deskOf,
	dropInterest,
	leaveArea,
	listInterests,
	pendingArea,
	registerDig,
	seeInterest,
	subscribedArea,
	tellAreas
} from '../index.ts';

let p: TestPlatform;
let box: Mailbox;
let deliver: Deliver;
let resident: Ctx;
let house: Ctx;
let admin: Ctx;
let water: Holder;
let gas: Holder;
// A Sunday, 11:00 in Cairo.
let now = new Date('2026-11-22T09:00:00Z');
const clock = () => now;
const later = (minutes: number) => (now = new Date(now.getTime() + minutes * 60_000));

beforeAll(async () => {
	box = await mailbox();
	p = await testPlatform({
		now: clock,
		env: {
			SMTP_URL: `smtp://127.0.0.1:${box.port}`,
			MAIL_FROM: 'ديوان <diwan@example.gov.eg>',
			ORIGIN: 'https://diwan.example.gov.eg'
		}
	});
	deliver = (await openSmtp(p.config))!;
	resident = makeCtx(p, { locale: 'ar' });
	house = makeCtx(p, { actor: SYSTEM });
	water = await aHolder(p, 'water', { now: clock });
	gas = await aHolder(p, 'gas', { now: clock });
	admin = (await aHolder(p, 'it', { role: 'admin' })).ctx;
});
afterAll(async () => {
	await p.close();
	await box.close();
});
beforeEach(() => {
	box.mails.length = 0;
	box.refuse.length = 0;
});

/** Metres east and north of the place of the tests, in WGS84. */
const at = (x: number, y: number) => transform(22992, 4326, [HERE[0] + x, HERE[1] + y]);
const square = (x: number, y: number, size: number) => ({
	type: 'Polygon',
	coordinates: [[at(x, y), at(x + size, y), at(x + size, y + size), at(x, y + size), at(x, y)]]
});
let senders = 0;
const ask = (input: object, ctx = resident) => askArea(ctx, input, { ip: `192.0.2.${(senders += 1)}` });

/** Lets everything that is due be written and sent. */
async function post() {
	await tellAreas(house);
	return sendDue(house, deliver);
}

const linkIn = (mail: { raw: string }, kind: 'confirm' | 'leave') =>
	new RegExp(`https://diwan.example.gov.eg/portal/alerts/${kind}/(\\S+)`).exec(textOf(mail))![1]!;

/** Subscribes whole: asks, takes the mail, confirms. @returns the token by which it ends. */
async function subscribed(email: string, area: object, often = 'at_once', ctx = resident): Promise<string> {
	await ask({ ...area, email, often }, ctx);
	await post();
	const mail = box.mails.findLast((m) => m.to === email)!;
	const { leave } = await confirmArea(resident, linkIn(mail, 'confirm'));
	return leave.split('/').at(-1)!;
}

async function aWork(
	from: [number, number],
	to: [number, number],
	who = water,
	more: Record<string, unknown> = {}
) {
	const { answer } = await registerDig(
		who.ctx,
		aDig().along(from, to).days('2026-12-10', '2026-12-20').with(more).input()
	);
	return answer.reference;
}
const kept = async (table: string) =>
	(await p.pool.query(`select count(*)::int as n from ${table}`)).rows[0].n as number;

describe('a resident who follows an area', () => {
	it('hears of it after confirming, in Arabic, with a link to end it, until it is ended', async () => {
		await ask({ geometry: square(0, 0, 400), email: 'reem@example.com' });
		await post();
		const [mail] = box.mails;
		expect(mail!.to).toBe('reem@example.com');
		expect(textOf(mail!)).toContain('إن كنت أنت من طلب');
		const token = linkIn(mail!, 'confirm');
		const { rows } = await p.pool.query(
			`select content from mail union all select to_jsonb(s) from area_subscription s`
		);
		expect(JSON.stringify(rows)).not.toContain(token);

		// Before it is confirmed nothing is told.
		const early = await aWork([50, 50], [150, 50]);
		await inState(p, early, 'granted');
		await post();
		expect(box.mails).toHaveLength(1);

		expect(await pendingArea(resident, token)).toMatchObject({ often: 'at_once' });
		await confirmArea(resident, token);
		await expect(confirmArea(resident, token)).rejects.toMatchObject({ code: 'area_link_over' });

		const inside = await aWork([50, 80], [150, 80], water, { title: 'مد خط مياه 01001234567' });
		const outside = await aWork([900, 80], [990, 80]);
		await post();
		expect(box.mails).toHaveLength(1);
		await inState(p, inside, 'granted');
		await inState(p, outside, 'granted');
		await post();
		expect(box.mails).toHaveLength(2);
		const news = box.mails[1]!;
		const text = textOf(news);
		expect(text).toContain('صدر تصريح بالعمل');
		expect(text).toContain('مد خط مياه …');
		expect(text).toContain('شركة water');
		expect(text).toContain('من 10 ديسمبر 2026 إلى 20 ديسمبر 2026');
		expect(text).toContain(`https://diwan.example.gov.eg/portal/works?work=${inside}`);
		expect(text).not.toMatch(/01001234567|reem@/);
		const leave = linkIn(news, 'leave');
		expect(headerOf(news, 'List-Unsubscribe')).toBe(
			`<https://diwan.example.gov.eg/portal/alerts/leave/${leave}>`
		);
		expect(headerOf(news, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');

		later(2);
		await p.pool.query(`update dig set ends_on = '2026-12-24' where reference = $1`, [inside]);
		await post();
		expect(textOf(box.mails[2]!)).toMatch(
			/تغيّر العمل[^]*24 ديسمبر 2026[^]*كان الموعد: من 10 .* إلى 20 ديسمبر 2026/
		);
		later(2);
		await inState(p, inside, 'running');
		await post();
		expect(textOf(box.mails[3]!)).toContain('بدأ العمل');

		// Late is told once, not from day to day.
		for (const day of ['2026-12-25', '2026-12-26', '2026-12-27']) {
			later(2);
			await p.pool.query(
				`update dig set ends_on = $2, permitted_ends_on = '2026-12-24' where reference = $1`,
				[inside, day]
			);
			await post();
		}
		expect(box.mails).toHaveLength(5);
		expect(textOf(box.mails[4]!)).toContain('تجاوز العمل موعده');
		later(2);
		await inState(p, inside, 'finished');
		await post();
		const over = textOf(box.mails[5]!);
		expect(over).toContain('انتهى العمل');
		expect(over).not.toContain('/portal/works?work=');

		expect(await subscribedArea(resident, leave)).toMatchObject({ often: 'at_once' });
		await leaveArea(resident, leave);
		await leaveArea(resident, leave);
		expect(await subscribedArea(resident, leave)).toBeNull();
		expect(await kept(`area_subscription where email = 'reem@example.com'`)).toBe(0);
		expect(await kept(`mail where recipient is not null`)).toBe(0);
		later(2);
		await inState(p, early, 'running');
		await post();
		expect(box.mails).toHaveLength(6);
		await expect(
			leaveArea(
				resident,
				leave.replace(/.$/, (c) => (c === 'A' ? 'Q' : 'A'))
			)
		).rejects.toMatchObject({
			code: 'not_found'
		});
		const { rows: audited } = await p.pool.query(`select to_jsonb(a)::text as row from audit_log a`);
		expect(JSON.stringify(audited)).not.toContain('reem@');
	});

	it('around a place, in English, gets what happened in a week on Sunday, each work once', async () => {
		const english = makeCtx(p, { locale: 'en' });
		await subscribed('john@example.com', { around: { at: at(2000, 0), radius_m: 200 } }, 'weekly', english);
		const near = await aWork([2150, 0], [2190, 0]);
		const far = await aWork([2210, 0], [2290, 0]);
		for (const reference of [near, far]) await inState(p, reference, 'granted');
		await inState(p, near, 'running');
		box.mails.length = 0;
		expect((await post()).sent).toBe(0);
		now = new Date('2026-11-29T06:00:00Z');
		await post();
		expect(box.mails).toHaveLength(1);
		const text = textOf(box.mails[0]!);
		expect(text).toContain('Work has begun');
		expect(text).toContain('10 December 2026 to 20 December 2026');
		expect(text).not.toContain(far);
		await inState(p, near, 'cancelled');
		now = new Date('2026-12-06T06:00:00Z');
		await post();
		expect(textOf(box.mails[1]!)).toContain('Work is off');
		now = new Date('2026-12-13T06:00:00Z');
		await post();
		expect(box.mails).toHaveLength(2);
	});

	it('is forgotten who never confirmed', async () => {
		await ask({ geometry: square(0, 0, 100), email: 'late@example.com' });
		await post();
		const token = linkIn(box.mails[0]!, 'confirm');
		later(48 * 60);
		await expect(confirmArea(resident, token)).rejects.toMatchObject({ code: 'area_link_over' });
		expect(await tellAreas(house)).toMatchObject({ forgotten: 1 });
		expect(await kept(`area_subscription where email = 'late@example.com'`)).toBe(0);
		expect(await kept('mail where recipient is not null')).toBe(0);
	});

	it('learns nothing about addresses, and cannot flood one', async () => {
		const once = () => ask({ geometry: square(0, 0, 100), email: 'Victim@example.com' });
		const answers = [];
		for (let i = 0; i < 5; i++) answers.push(await once());
		expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1);
		await post();
		expect(box.mails).toHaveLength(3);
		const one = () =>
			askArea(
				resident,
				{ geometry: square(0, 0, 100), email: `x${(senders += 1)}@example.com` },
				{ ip: '198.51.100.7' }
			).then(
				() => 'taken',
				(e) => e.code
			);
		const codes = [];
		for (let i = 0; i < 11; i++) codes.push(await one());
		expect(codes.filter((c) => c === 'taken')).toHaveLength(10);
		expect(codes.at(-1)).toBe('rate_limited');
	});

	it('is refused what makes no sense, and everything where no mail leaves', async () => {
		const code = (input: object, ctx = resident) => ask(input, ctx).then(String, (e) => e.code as string);
		const email = 'a@example.com';
		expect(await code({ email })).toBe('invalid_input');
		expect(await code({ email: 'a@b\nBcc: c@d.com', geometry: square(0, 0, 100) })).toBe('invalid_input');
		expect(await code({ email, geometry: square(0, 0, 5100) })).toBe('area_too_large');
		expect(await code({ email, around: { at: [2.35, 48.85], radius_m: 100 } })).toMatch(/^geometry_/);
		expect(await code({ email, around: { at: at(0, 0), radius_m: 5000 } })).toBe('invalid_input');
		const bow = {
			type: 'Polygon',
			coordinates: [[at(0, 0), at(100, 100), at(100, 0), at(0, 100), at(0, 0)]]
		};
		expect(await code({ email, geometry: bow })).toBe('geometry_invalid');
		const mute = { ...p, config: { ...p.config, SMTP_URL: undefined } };
		expect(await code({ email, geometry: square(0, 0, 100) }, makeCtx(mute))).toBe('mail_unavailable');
	});

	it('is seen by nobody else, not even past the policy', async () => {
		for (const table of ['area_subscription', 'area_notice', 'mail'] as const)
			for (const ctx of [resident, water.ctx]) {
				const seen = await ctx.read((db) => db.selectFrom(table).selectAll().execute());
				expect(seen).toEqual([]);
			}
		expect(await kept('area_subscription')).toBeGreaterThan(0);
	});
});

describe('the outbox', () => {
	it('tries again when the server has trouble, sends once, under one name', async () => {
		await post();
		box.mails.length = 0;
		box.refuse.push('451 4.3.0 try later', '451 4.3.0 try later');
		await ask({ geometry: square(0, 0, 100), email: 'again@example.com' });
		expect(await post()).toEqual({ sent: 0, failed: 1, given_up: 0 });
		expect(await post()).toEqual({ sent: 0, failed: 0, given_up: 0 });
		later(1);
		expect(await post()).toMatchObject({ failed: 1 });
		const { rows } = await p.pool.query(
			`select message_id, last_error from mail where recipient = 'again@example.com'`
		);
		expect(rows[0].last_error).toMatch(/451/);
		later(5);
		expect(await post()).toMatchObject({ sent: 1 });
		expect(headerOf(box.mails[0]!, 'Message-ID')).toBe(rows[0].message_id);
		expect(rows[0].message_id).toMatch(/@example\.gov\.eg>$/);
	});

	it('gives up what is never taken, tells the administrator why without the address, and tries again when told', async () => {
		box.refuse.push('550 5.1.1 <gone@example.com> is unknown here');
		await ask({ geometry: square(0, 0, 100), email: 'gone@example.com' });
		expect(await post()).toMatchObject({ given_up: 1 });
		const { items, configured } = await listMails(admin);
		expect(configured).toBe(true);
		expect(items[0]).toMatchObject({ state: 'given_up', recipient: 'g…@example.com', attempts: 1 });
		expect(items[0]!.last_error).toMatch(/550 5\.1\.1 … is unknown here/);
		await expect(listMails(water.ctx)).rejects.toMatchObject({ code: 'forbidden' });
		await retryMail(admin, items[0]!.id);
		expect(await post()).toMatchObject({ sent: 1 });
		await expect(retryMail(admin, items[0]!.id)).rejects.toMatchObject({ code: 'not_found' });
	});

	it('is sent by several instances at once, each mail by one of them', async () => {
		for (let i = 0; i < 6; i++) await ask({ geometry: square(0, 0, 100), email: `many${i}@example.com` });
		box.mails.length = 0;
		const rounds = await Promise.all([1, 2, 3].map(() => sendDue(house, deliver)));
		expect(rounds.reduce((n, r) => n + r.sent, 0)).toBe(6);
		expect(new Set(box.mails.map((m) => m.to)).size).toBe(6);
		expect(box.mails).toHaveLength(6);
	});

	it('sends again what a sender took and died with, and no sooner than that', async () => {
		await ask({ geometry: square(0, 0, 100), email: 'crash@example.com' });
		let took = '';
		const taken = new Promise<void>((done) => {
			void sendDue(house, async ({ messageId }) => {
				took = messageId;
				done();
				await new Promise(() => undefined);
			});
		});
		await taken;
		expect(await post()).toMatchObject({ sent: 0 });
		later(5);
		expect(await post()).toMatchObject({ sent: 1 });
		expect(headerOf(box.mails[0]!, 'Message-ID')).toBe(took);
	});
});

describe('an organisation that watches an area', () => {
	it('finds the works of others there on its desk, also planned ones, until they are seen, and again when they move', async () => {
		const news = async (who: Holder) =>
			((await deskOf(who.ctx)).groups.find((g) => g.kind === 'interest')?.items ?? []).map((i) => ({
				reference: i.dig.reference,
				what: i.reason
			}));
		const id = await declareInterest(gas.ctx, { name: 'حي شرق', geometry: square(5000, 0, 300) });
		const again = declareInterest(gas.ctx, { name: 'حي شرق', geometry: square(0, 0, 300) });
		await expect(again).rejects.toMatchObject({ code: 'already_exists' });
		const theirs = await aWork([5050, 20], [5150, 20]);
		await aWork([5050, 60], [5150, 60], gas);
		await aWork([6050, 20], [6150, 20]);
		expect(await news(gas)).toEqual([{ reference: theirs, what: 'planned' }]);
		expect(await news(water)).toEqual([]);
		expect(await listInterests(gas.ctx)).toMatchObject([{ id, name: 'حي شرق', works: 1 }]);
		expect(await listInterests(water.ctx)).toEqual([]);

		await seeInterest(gas.ctx, theirs);
		expect(await news(gas)).toEqual([]);
		await p.pool.query(`update dig set title = 'اسم آخر' where reference = $1`, [theirs]);
		expect(await news(gas)).toEqual([]);
		await p.pool.query(`update dig set starts_on = '2026-12-11' where reference = $1`, [theirs]);
		expect(await news(gas)).toEqual([{ reference: theirs, what: 'changed' }]);
		await inState(p, theirs, 'granted');
		expect(await news(gas)).toEqual([{ reference: theirs, what: 'granted' }]);
		await inState(p, theirs, 'cancelled');
		expect(await news(gas)).toEqual([]);

		await expect(dropInterest(water.ctx, id)).rejects.toMatchObject({ code: 'not_found' });
		await expect(listInterests(resident)).rejects.toMatchObject({ code: 'not_signed_in' });
		await dropInterest(gas.ctx, id);
		expect(await listInterests(gas.ctx)).toEqual([]);
	});
});
