import { sql } from 'kysely';
import { makeCtx, type Ctx } from '../context.ts';
import type { Platform } from '../platform.ts';
import { SYSTEM } from '../policy/index.ts';
import { keepRounds, type Rounds } from '../rounds.ts';
import { openSmtp, type Deliver } from './smtp.ts';
import type { MailContent } from './write.ts';

/** What a round did. */
export interface Sent {
	sent: number;
	/** To be tried again later. */
	failed: number;
	/** Never to be tried again. */
	given_up: number;
}

/** Minutes before the next attempt, after the first, the second ... After the last, nobody tries any more. */
const PAUSES = [1, 5, 15, 60, 180, 720, 1440];
/** While one attempt is made; longer than the mail server may be silent. */
const LEASE_MINUTES = 5;
const KEPT_DAYS = 30;
const MOST = 200;
const EVERY_MS = 30_000;

/** Sends what waits, now, at every announcement and every half minute. Nothing without a mail server. */
export function keepMailing(platform: Platform): Rounds {
	const ctx = makeCtx(platform, { actor: SYSTEM });
	const smtp = openSmtp(platform.config);
	const rounds = keepRounds('sending mail', EVERY_MS, async () => {
		const deliver = await smtp;
		if (deliver) await sendDue(ctx, deliver);
	});
	const deaf = platform.feed.subscribe((change) => change.topic === 'mail' && rounds.poke());
	return { ...rounds, stop: () => (deaf(), rounds.stop()) };
}

/**
 * Sends the mails that are due. Each is taken by one instance for some minutes before it is sent, so that several may
 * do so at once; one whose sender died is sent again, under the same Message-ID.
 */
export async function sendDue(ctx: Ctx, deliver: Deliver): Promise<Sent> {
	const result: Sent = { sent: 0, failed: 0, given_up: 0 };
	for (let i = 0; i < MOST; i++) {
		const mail = await take(ctx);
		if (!mail) break;
		try {
			await deliver({ ...mail, messageId: mail.message_id, to: mail.recipient });
			await settle(
				ctx,
				sql`sent_at = ${ctx.now()}, recipient = null, content = null, last_error = null`,
				mail
			);
			result.sent++;
		} catch (error) {
			const pause = isFinal(error) ? undefined : PAUSES[mail.attempts - 1];
			const reason = sql`last_error = public_text(${reasonOf(error)})`;
			if (pause === undefined) {
				await settle(ctx, sql`gave_up_at = ${ctx.now()}, ${reason}`, mail);
				result.given_up++;
			} else {
				await settle(ctx, sql`due_at = ${minutesAfter(ctx.now(), pause)}, ${reason}`, mail);
				result.failed++;
			}
		}
	}
	await tidy(ctx);
	return result;
}

interface Taken {
	id: string;
	message_id: string;
	recipient: string;
	subject: string;
	content: MailContent;
	attempts: number;
}

async function take(ctx: Ctx): Promise<Taken | undefined> {
	const now = ctx.now();
	const { rows } = await ctx.transaction(({ db }) =>
		sql<Taken>`update mail set due_at = ${minutesAfter(now, LEASE_MINUTES)}, attempts = attempts + 1
			where id = (select id from mail where sent_at is null and gave_up_at is null and due_at <= ${now}
				order by due_at, id limit 1 for update skip locked)
			returning id, message_id, recipient, subject, content, attempts`.execute(db)
	);
	return rows[0];
}

async function settle(ctx: Ctx, columns: ReturnType<typeof sql>, { id, attempts }: Taken): Promise<void> {
	// Another may have taken it meanwhile; then it is theirs to say how it ended, unless it has left.
	await ctx.transaction(({ db }) =>
		sql`update mail set ${columns} where id = ${id} and sent_at is null and attempts = ${attempts}`.execute(
			db
		)
	);
}

async function tidy(ctx: Ctx): Promise<void> {
	const before = minutesAfter(ctx.now(), -KEPT_DAYS * 1440);
	await ctx.transaction(({ db }) =>
		sql`delete from mail where coalesce(sent_at, gave_up_at) < ${before}`.execute(db)
	);
}

interface SmtpError {
	code?: string;
	responseCode?: number;
	response?: string;
	message?: string;
}

/** The server will never take this mail; everything else may be its own trouble. */
function isFinal(error: unknown): boolean {
	const { code, responseCode = 0 } = error as SmtpError;
	return responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE');
}

function reasonOf(error: unknown): string {
	const { response, message } = error as SmtpError;
	return (response ?? message ?? String(error)).replace(/\s+/g, ' ').slice(0, 300);
}

const minutesAfter = (moment: Date, minutes: number) => new Date(moment.getTime() + minutes * 60_000);
