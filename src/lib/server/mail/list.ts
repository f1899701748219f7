import { sql } from 'kysely';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '../context.ts';
import { demand } from '../policy/index.ts';
import { mailsLeave } from './write.ts';

/** A mail as administrators see it: that it is, not to whom nor what it says. */
export interface MailOnList {
	id: string;
	state: 'waiting' | 'sent' | 'given_up';
	subject: string;
	/** Where it goes, as far as it names nobody: `r…@example.com`; null when it has left. */
	recipient: string | null;
	written_at: Date;
	due_at: Date;
	attempts: number;
	last_error: string | null;
	sent_at: Date | null;
}

const MOST = 200;

/**
 * The outbox, what was given up first; how many of each state; whether there is a mail server at all.
 * @throws DomainError `forbidden`
 */
export async function listMails(
	ctx: Ctx
): Promise<{ configured: boolean; counts: Record<MailOnList['state'], number>; items: MailOnList[] }> {
	demand(ctx, 'mail:read');
	const { counts, items } = await ctx.read(async (db) => {
		const { rows } =
			await sql<MailOnList>`select id, ${STATE} as state, subject, written_at, due_at, attempts,
				last_error, sent_at, left(recipient, 1) || '…@' || split_part(recipient, '@', 2) as recipient
			from mail order by gave_up_at is null, sent_at is not null, coalesce(gave_up_at, sent_at, due_at) desc, id desc
			limit ${MOST}`.execute(db);
		const { rows: counted } = await sql<{ state: MailOnList['state']; count: number }>`
			select ${STATE} as state, count(*)::int as count from mail group by 1`.execute(db);
		return { items: rows, counts: Object.fromEntries(counted.map((c) => [c.state, c.count])) };
	});
	return {
		configured: mailsLeave(ctx.platform.config),
		counts: { waiting: 0, sent: 0, given_up: 0, ...counts },
		items
	};
}

/**
 * Tries a mail again that was given up.
 * @throws DomainError `forbidden`, `not_found`
 */
export async function retryMail(ctx: Ctx, id: string): Promise<void> {
	demand(ctx, 'mail:read');
	await ctx.transaction(async (tx) => {
		const { numAffectedRows } =
			await sql`update mail set gave_up_at = null, attempts = 0, due_at = ${ctx.now()}
			where id::text = ${id} and gave_up_at is not null`.execute(tx.db);
		if (!numAffectedRows) throw new DomainError('not_found');
		await tx.audit('mail.retried', { type: 'mail', id });
		await tx.announce('mail');
	});
}

const STATE = sql`case when sent_at is not null then 'sent' when gave_up_at is not null then 'given_up'
	else 'waiting' end`;
