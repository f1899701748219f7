import { callApi, Problem } from '#lib/kernel/api-client.ts';
import { all, drop, keep, type Waiting } from './store.ts';

const RETRY_MS = 20_000;
const LOCK = 'diwan-inspections';

/** Sends what waits on this device, one after the other, whenever there is a network. */
export class Outbox {
	/** What the person in front has made and is not yet with the server. */
	waiting = $state.raw<readonly Waiting[]>([]);
	sending = $state(false);
	/** Goes up with everything that arrived. */
	sent = $state(0);
	/** False while the server is not reached. */
	reached = $state(true);
	/** What may still arrive: the server has not refused it. */
	pending = $derived(this.waiting.filter((w) => w.problem === null));
	#by = '';

	/** Follows the network for as long as the page stands. @returns stops it. */
	start(username: string): () => void {
		this.#by = username;
		const flush = () => void this.flush();
		addEventListener('online', flush);
		const timer = setInterval(() => this.pending.length > 0 && flush(), RETRY_MS);
		flush();
		return () => {
			removeEventListener('online', flush);
			clearInterval(timer);
		};
	}

	/** On this device first; then it is tried. */
	async add(waiting: Omit<Waiting, 'by' | 'problem'>): Promise<void> {
		// A browser short of room asks its own rules first; this asks it to spare what waits here.
		void navigator.storage?.persist?.().catch(() => false);
		await keep({ ...waiting, by: this.#by, problem: null });
		await this.#read();
		void this.flush();
	}

	async discard(id: string): Promise<void> {
		await drop(id);
		await this.#read();
	}

	async flush(): Promise<void> {
		if (this.sending) return;
		this.sending = true;
		try {
			await alone(() => this.#sendAll());
		} finally {
			this.sending = false;
			await this.#read();
		}
	}

	async #sendAll(): Promise<void> {
		for (const waiting of await this.#read()) {
			if (waiting.problem !== null) continue;
			try {
				await send(waiting);
				this.reached = true;
				await drop(waiting.id);
				this.sent++;
				await this.#read();
			} catch (thrown) {
				if (!(thrown instanceof Problem)) throw thrown;
				this.reached = thrown.status !== 0;
				// Not reached, not signed in, not well: later. Anything else will be refused for ever.
				if ([0, 401, 408, 429].includes(thrown.status) || thrown.status >= 500) return;
				const problem = thrown.errors[0]?.message ?? thrown.message;
				await keep({ ...waiting, problem: problem || String(thrown.status) });
			}
		}
	}

	/** Reads what waits, without sending. */
	async look(): Promise<void> {
		await this.#read();
	}

	async #read(): Promise<readonly Waiting[]> {
		const mine = (await all()).filter((w) => w.by === this.#by);
		this.waiting = mine;
		return mine;
	}
}

/** The server refuses it when somebody else is signed in by now, in another window of this browser. */
async function send({ post, files, by, body, photos }: Waiting): Promise<void> {
	const hashes: string[] = [];
	for (const photo of photos) hashes.push((await sendFile(files, photo, by)).sha256);
	await callApi('POST', post, { by, body: { ...body, photos: hashes } });
}

/** Sends a photo, to be named by its hash; `by`: username of whoever took it. @throws Problem */
async function sendFile(path: string, file: Blob, by: string): Promise<{ sha256: string }> {
	const response = await fetch(`/api/v1/${path}`, {
		method: 'POST',
		headers: { 'content-type': file.type || 'application/octet-stream', 'x-diwan-person': by },
		body: file
	}).catch(() => {
		throw new Problem(0, {});
	});
	const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
	if (!response.ok) throw new Problem(response.status, body);
	return body as { sha256: string };
}

/** Two open pages need not send the same; where locks do not exist, the server recognises it. */
async function alone(work: () => Promise<void>): Promise<void> {
	if (!('locks' in navigator)) return work();
	await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
		if (lock) await work();
	});
}

export const outbox = new Outbox();
