import { createServer, type AddressInfo, type Server } from 'node:net';

export interface Mail {
	to: string;
	/** As it was sent: headers and body, lines parted by a line feed. */
	raw: string;
}

/** A mail server of a few lines: takes what it is given, or answers as told. */
export interface Mailbox {
	port: number;
	mails: Mail[];
	/** Called with every mail. */
	onmail?: (mail: Mail) => void;
	/** What the next recipients are answered with, instead of taking them. */
	refuse: string[];
	close(): Promise<void>;
}

export async function mailbox(): Promise<Mailbox> {
	const box: Mailbox = { port: 0, mails: [], refuse: [], close: async () => undefined };
	const server: Server = createServer((socket) => {
		let to = '';
		let data: string[] | null = null;
		let rest = '';
		socket.setEncoding('utf8');
		socket.write('220 box\r\n');
		const answer = (line: string) => socket.write(`${line}\r\n`);
		socket.on('error', () => undefined);
		socket.on('data', (chunk: string) => {
			const lines = (rest + chunk).split('\r\n');
			rest = lines.pop() ?? '';
			for (const line of lines) {
				if (data) {
					if (line !== '.') data.push(line);
					else {
						const mail = { to, raw: data.join('\n') };
						box.mails.push(mail);
						box.onmail?.(mail);
						data = null;
						answer('250 taken');
					}
				} else if (/^RCPT TO/i.test(line)) {
					to = /<(.*)>/.exec(line)?.[1] ?? '';
					answer(box.refuse.shift() ?? '250 ok');
				} else if (/^DATA/i.test(line)) {
					data = [];
					answer('354 go on');
				} else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
				else answer(/^EHLO/i.test(line) ? '250 box' : '250 ok');
			}
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	box.port = (server.address() as AddressInfo).port;
	box.close = () => new Promise((done) => server.close(() => done()));
	return box;
}

/** The words of a mail's text part, decoded. */
export function textOf({ raw }: Pick<Mail, 'raw'>): string {
	const [, part = ''] = /Content-Type: text\/plain[\s\S]*?\n\n([\s\S]*?)\n--/.exec(raw) ?? [];
	if (/text\/plain[^]*?Content-Transfer-Encoding: base64/i.test(raw.slice(0, raw.indexOf(part))))
		return Buffer.from(part, 'base64').toString('utf8');
	const bytes = part.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => `%${hex}`);
	return decodeURIComponent(bytes.replace(/%(?![0-9A-F]{2})/g, '%25'));
}
export const headerOf = ({ raw }: Pick<Mail, 'raw'>, name: string) =>
	new RegExp(`^${name}:((?:.*)(?:\\n[ \\t].*)*)`, 'im').exec(raw)?.[1]?.replace(/\s+/g, ' ').trim();
