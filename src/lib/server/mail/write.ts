import { sql } from 'kysely';
import { uuidv7 } from '#lib/kernel/ids.ts';
import type { Config } from '../config.ts';
import type { Ctx, Tx } from '../context.ts';

export interface MailContent {
	text: string;
	html: string;
	/** Beside the usual ones. */
	headers: Record<string, string>;
}

export interface NewMail {
	/** Whose end is the mail's end, too: `area:…`. */
	about: string;
	to: string;
	subject: string;
	content: MailContent;
}

/** Has this installation a mail server? */
export function mailsLeave(
	config: Config
): config is Config & Record<'SMTP_URL' | 'MAIL_FROM' | 'ORIGIN', string> {
	return config.SMTP_URL !== undefined && config.MAIL_FROM !== undefined && config.ORIGIN !== undefined;
}

/** Puts a mail into the outbox, in the transaction it tells of; it leaves after the commit. */
export async function writeMail(ctx: Ctx, tx: Tx, { about, to, subject, content }: NewMail): Promise<void> {
	const id = uuidv7();
	const now = ctx.now();
	await sql`insert into mail (id, message_id, about, subject, recipient, content, written_at, due_at)
		values (${id}, ${`<${id}@${domainOf(ctx.platform.config.MAIL_FROM ?? '')}>`}, ${about}, ${subject}, ${to},
			${JSON.stringify(content)}::jsonb, ${now}, ${now})`.execute(tx.db);
	await tx.announce('mail');
}

/** Takes back whatever has not left of something that ended. */
export async function dropMails(tx: Tx, about: string): Promise<void> {
	await sql`delete from mail where about = ${about}`.execute(tx.db);
}

function domainOf(address: string): string {
	return /@([^\s@<>]+)>?\s*$/.exec(address)?.[1] ?? 'localhost';
}
