import type { Config } from '../config.ts';
import { mailsLeave, type MailContent } from './write.ts';

export interface MailToSend {
	messageId: string;
	to: string;
	subject: string;
	content: MailContent;
}

/** Hands one mail to the mail server; throws what the server answered. */
export type Deliver = (mail: MailToSend) => Promise<void>;

const CONNECT_MS = 15_000;
const SILENCE_MS = 60_000;

/** The way to the mail server of `SMTP_URL`; undefined when none is set. */
export async function openSmtp(config: Config): Promise<Deliver | undefined> {
	if (!mailsLeave(config)) return undefined;
	const { createTransport } = await import('nodemailer');
	const transport = createTransport({
		url: config.SMTP_URL,
		connectionTimeout: CONNECT_MS,
		greetingTimeout: CONNECT_MS,
		socketTimeout: SILENCE_MS
	});
	return async ({ messageId, to, subject, content }) => {
		await transport.sendMail({
			from: config.MAIL_FROM,
			// An object: nothing in the address is read as a second one.
			to: { name: '', address: to },
			subject,
			messageId,
			text: content.text,
			html: content.html,
			headers: { ...content.headers, 'Auto-Submitted': 'auto-generated' },
			disableFileAccess: true,
			disableUrlAccess: true
		});
	};
}
