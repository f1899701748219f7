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
					const data: Buffer[] = [];
					await engine.execProtocolRawStream(message, { onRawData: (d) => void data.push(Buffer.from(d)) });
					const told = messagesOf(Buffer.concat(data));
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

	/** A connection that left in the middle of a transaction must not keep the session. */
	async function rollBack(): Promise<void> {
		owner = undefined;
		const text = Buffer.from('ROLLBACK\0');
		const message = Buffer.alloc(5 + text.length);
		message.writeUInt8(byte('Q'));
		message.writeInt32BE(4 + text.length, 1);
		text.copy(message, 5);
		await engine.runExclusive(() => engine.execProtocolRawStream(message, { onRawData: () => undefined }));
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
