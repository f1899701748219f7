import net from 'node:net';

/** What the gateway needs of PGlite: one protocol message in, the answer's bytes out, nobody else meanwhile. */
export interface Engine {
	runExclusive<T>(work: () => Promise<T>): Promise<T>;
	execProtocolRawStream(message: Uint8Array, options: { onRawData(data: Uint8Array): void }): Promise<void>;
}

/** Messages that belong together: from the first up to and with the Sync (or simple query) that ends them. */
interface Unit {
	client: net.Socket;
	messages: Buffer[];
}

const SSL_REQUEST = 80877103;
const CANCEL_REQUEST = 80877102;
const byte = (letter: string) => letter.charCodeAt(0);
/** A unit ends with Sync, a simple or function query, or the end of copied data. */
const ENDS = new Set(['S', 'Q', 'F', 'c', 'f'].map(byte));
const TERMINATE = byte('X');
const READY = byte('Z');
const IDLE = byte('I');
const ERROR = byte('E');
const PARSE = byte('P');
const PARSE_COMPLETE = Buffer.from([byte('1'), 0, 0, 0, 4]);
const EXECUTE = byte('E');
const SUSPENDED = byte('s');
const COMPLETE = byte('C');
const CLOSE_COMPLETE = byte('3');
const NOTICE = byte('N');

/**
 * An exception inside the geometry library ends a statement of this engine in the middle, and it reports success.
 * What it leaves behind is warned about when the statement's portal is closed, or when the transaction ends; one
 * that only asked is said to have more rows.
 */
const LEFT_BEHIND = /C01000\0M(resource was not closed|snapshot .* still active)/;
const GAVE_UP = queryOf(
	`do $$begin raise exception using errcode = 'internal_error',
		message = 'the embedded database gave up in the middle of a statement'; end$$`
);

/**
 * Puts many connections in front of the one session of the embedded engine. An extended query is several messages
 * (Parse, Bind, Execute, Sync) and a transaction several queries: between them no other connection may speak, or
 * it would be given this one's rows. (The engine's own socket server queues single messages.) A statement that is
 * prepared by name is prepared once for all of them.
 */
export function createGateway(engine: Engine): net.Server {
	const waiting: Unit[] = [];
	/** The connection that has a transaction open. */
	let owner: net.Socket | undefined;
	let busy = false;
	/** Statements that some connection has prepared: all have the one session, and a name says the text (`KEEP`). */
	const prepared = new Set<string>();

	async function work(): Promise<void> {
		if (busy) return;
		busy = true;
		for (;;) {
			const next = owner ? waiting.findIndex((u) => u.client === owner) : 0;
			const [unit] = next < 0 ? [] : waiting.splice(next, 1);
			if (!unit) break;
			await run(unit);
		}
		busy = false;
	}

	async function run({ client, messages }: Unit): Promise<void> {
		const answer: Buffer[] = [];
		try {
			await engine.runExclusive(async () => {
				for (const [i, message] of messages.entries()) {
					// After an error a backend passes over the rest of the unit, up to the Sync.
					if (i < messages.length - 1 && answer.some((m) => m[0] === ERROR)) continue;
					const name = statementOf(message);
					if (prepared.has(name)) {
						answer.push(PARSE_COMPLETE);
						continue;
					}
					const told = await answerTo(message);
					if (name && !told.some((m) => m[0] === ERROR)) prepared.add(name);
					answer.push(...told);
				}
			});
		} catch (error) {
			client.destroy(error as Error);
		}
		// The engine says after an error already that it is ready; a client must hear it once, at the end.
		const ready = answer.findLast((m) => m[0] === READY);
		const rest = answer.filter((m) => m[0] !== READY);
		if (client.writable) client.write(Buffer.concat(ready ? [...rest, ready] : rest));
		if (ready) owner = ready[5] === IDLE ? undefined : client;
		if (owner === client && client.destroyed) await rollBack();
	}

	/** The answer to one message; that the engine gave up is an error, in the transaction too. */
	async function answerTo(message: Buffer): Promise<Buffer[]> {
		const told = await ask(message);
		let gaveUp = false;
		if (message[0] === EXECUTE && !told.some((m) => m[0] === ERROR)) {
			const suspended = told.some((m) => m[0] === SUSPENDED);
			// Who asked for all rows is not told that there are more.
			gaveUp = suspended && rowLimitOf(message) === 0;
			// The portal is closed at once, so that what a statement left behind is told before it is committed.
			if (gaveUp || !suspended)
				told.push(...(await ask(closeOf(message))).filter((m) => m[0] !== CLOSE_COMPLETE));
		}
		gaveUp ||= told.some((m) => m[0] === NOTICE && LEFT_BEHIND.test(m.toString('latin1', 5)));
		if (!gaveUp) return told;
		return [...told.filter((m) => m[0] !== COMPLETE && m[0] !== SUSPENDED), ...(await ask(GAVE_UP))];
	}

	async function ask(message: Uint8Array): Promise<Buffer[]> {
		const data: Buffer[] = [];
		await engine.execProtocolRawStream(message, { onRawData: (d) => void data.push(Buffer.from(d)) });
		return messagesOf(Buffer.concat(data));
	}

	/** A connection that left in the middle of a transaction must not keep the session. */
	async function rollBack(): Promise<void> {
		owner = undefined;
		await engine.runExclusive(() => ask(queryOf('ROLLBACK')));
	}

	return net.createServer((client) => {
		client.setNoDelay(true);
		const read = reader(client, (messages) => {
			waiting.push({ client, messages });
			void work();
		});
		client.on('data', read);
		client.on('error', () => undefined);
		client.on('close', () => {
			for (let i = waiting.length - 1; i >= 0; i--) if (waiting[i]!.client === client) waiting.splice(i, 1);
			// While the engine is at work for this client, `run` sees that it has gone.
			if (owner === client && !busy) {
				busy = true;
				void rollBack().finally(() => {
					busy = false;
					void work();
				});
			}
		});
	});
}

/** A simple query. */
function queryOf(text: string): Buffer {
	return messageOf('Q', Buffer.from(`${text}\0`));
}

/** Closes the portal that a message executes. */
function closeOf(execute: Buffer): Buffer {
	return messageOf('C', Buffer.concat([Buffer.from('P'), execute.subarray(5, execute.indexOf(0, 5) + 1)]));
}

/** How many rows an Execute asks for; 0 for all. */
const rowLimitOf = (execute: Buffer) => execute.readInt32BE(execute.length - 4);

function messageOf(letter: string, content: Buffer): Buffer {
	const message = Buffer.alloc(5 + content.length);
	message.writeUInt8(byte(letter));
	message.writeInt32BE(4 + content.length, 1);
	content.copy(message, 5);
	return message;
}

/** The name under which a message prepares a statement; empty for any other. */
function statementOf(message: Buffer): string {
	return message[0] === PARSE ? message.toString('latin1', 5, message.indexOf(0, 5)) : '';
}

/** The messages an answer consists of: a letter, a length that counts itself, the content. */
function messagesOf(data: Buffer): Buffer[] {
	const found: Buffer[] = [];
	for (let at = 0; at + 5 <= data.length;) {
		const end = at + 1 + data.readInt32BE(at + 1);
		found.push(data.subarray(at, end));
		at = end;
	}
	return found;
}

/** Cuts a connection's bytes into messages and the messages into units. */
function reader(client: net.Socket, emit: (messages: Buffer[]) => void): (data: Buffer) => void {
	let buffer: Buffer = Buffer.alloc(0);
	let started = false;
	let unit: Buffer[] = [];

	/** The first message has no letter. @returns its length, or 0 while it is incomplete. */
	function start(): number {
		if (buffer.length < 8) return 0;
		const length = buffer.readInt32BE(0);
		if (buffer.length < length) return 0;
		const code = buffer.readInt32BE(4);
		if (code === SSL_REQUEST) client.write('N');
		else if (code === CANCEL_REQUEST) client.end();
		else {
			started = true;
			emit([buffer.subarray(0, length)]);
		}
		return length;
	}

	function message(): number {
		if (buffer.length < 5) return 0;
		const length = 1 + buffer.readInt32BE(1);
		if (buffer.length < length) return 0;
		const letter = buffer[0]!;
		if (letter === TERMINATE) client.end();
		else unit.push(buffer.subarray(0, length));
		if (ENDS.has(letter)) {
			emit(unit);
			unit = [];
		}
		return length;
	}

	return (data) => {
		buffer = buffer.length ? Buffer.concat([buffer, data]) : data;
		for (let taken = 1; taken > 0 && buffer.length > 0; buffer = buffer.subarray(taken))
			taken = started ? message() : start();
	};
}
