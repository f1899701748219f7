/**
 * The callers, in a process of their own: so many requests in flight on connections that stay open. Plain sockets,
 * because a library's client would use more of the machine than the server that is measured.
 */
import net from 'node:net';

export interface Job {
	port: number;
	paths: string[];
	/** With them the requests are POSTs of JSON, body by body on the paths in turn. */
	bodies?: string[];
	headers: Record<string, string>;
	callers: number;
	/** Go through `paths` again and again for so long; without it each path is asked for once. */
	seconds?: number;
}

export interface Outcome {
	requests: number;
	seconds: number;
	p50: number;
	p95: number;
	p99: number;
	bytes: number;
	statuses: Record<number, number>;
	/** Processor time of the callers themselves. */
	clientMs: number;
}

process.on('message', (job: Job) => {
	run(job).then(
		(outcome) => process.send!(outcome),
		(error) => process.send!({ error: String(error) })
	);
});

async function run({ port, paths, bodies, headers, callers, seconds }: Job): Promise<Outcome> {
	const tail = Object.entries({ host: `127.0.0.1:${port}`, ...headers })
		.map(([name, value]) => `${name}: ${value}\r\n`)
		.join('');
	const posted = (path: string, body: string) =>
		`POST ${path} HTTP/1.1\r\n${tail}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
	const requests = (
		bodies?.map((body, i) => posted(paths[i % paths.length]!, body)) ??
		paths.map((path) => `GET ${path} HTTP/1.1\r\n${tail}\r\n`)
	).map((request) => Buffer.from(request));
	const latencies: number[] = [];
	const statuses: Record<number, number> = {};
	let bytes = 0;
	let next = 0;
	const before = process.cpuUsage();
	const started = performance.now();
	const until = seconds === undefined ? Infinity : started + seconds * 1000;
	const take = () => {
		if (seconds === undefined) return next < requests.length ? requests[next++] : undefined;
		return performance.now() < until ? requests[next++ % requests.length] : undefined;
	};
	const caller = () =>
		new Promise<void>((done, fail) => {
			const socket = net.connect(port, '127.0.0.1');
			socket.setNoDelay(true);
			let sentAt = 0;
			let reader = new Reader();
			const go = () => {
				const request = take();
				if (!request) return void socket.end(done);
				reader = new Reader();
				sentAt = performance.now();
				socket.write(request);
			};
			socket.once('connect', go);
			socket.once('error', fail);
			socket.on('data', (chunk) => {
				if (!reader.take(chunk)) return;
				latencies.push(performance.now() - sentAt);
				bytes += reader.bodyBytes;
				statuses[reader.status] = (statuses[reader.status] ?? 0) + 1;
				go();
			});
			socket.once('close', () => done());
		});
	await Promise.all(Array.from({ length: callers }, caller));
	const spent = (performance.now() - started) / 1000;
	latencies.sort((a, b) => a - b);
	const at = (share: number) =>
		latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
	const { user, system } = process.cpuUsage(before);
	return {
		requests: latencies.length,
		seconds: spent,
		p50: at(0.5),
		p95: at(0.95),
		p99: at(0.99),
		bytes,
		statuses,
		clientMs: (user + system) / 1000
	};
}

/** Reads one answer: by Content-Length, in chunks, or none for 204 and 304. */
class Reader {
	status = 0;
	bodyBytes = 0;
	#head: Buffer = Buffer.alloc(0);
	#left = -1;
	#chunked: Buffer | undefined;

	/** @returns true when the answer is complete. */
	take(data: Buffer): boolean {
		if (this.#left >= 0) return this.#body(data);
		if (this.#chunked) return this.#chunk(data);
		this.#head = this.#head.length ? Buffer.concat([this.#head, data]) : data;
		const end = this.#head.indexOf('\r\n\r\n');
		if (end < 0) return false;
		const head = this.#head.toString('latin1', 0, end).toLowerCase();
		this.status = Number(head.slice(9, 12));
		const rest = this.#head.subarray(end + 4);
		if (this.status === 204 || this.status === 304) return true;
		const length = /\r\ncontent-length: *(\d+)/.exec(head);
		if (length) {
			this.#left = Number(length[1]);
			return this.#body(rest);
		}
		this.#chunked = Buffer.alloc(0);
		return this.#chunk(rest);
	}

	#body(data: Buffer): boolean {
		this.bodyBytes += data.length;
		this.#left -= data.length;
		return this.#left <= 0;
	}

	#chunk(data: Buffer): boolean {
		let rest = this.#chunked!.length ? Buffer.concat([this.#chunked!, data]) : data;
		for (;;) {
			const line = rest.indexOf('\r\n');
			if (line < 0) break;
			const size = parseInt(rest.toString('latin1', 0, line), 16);
			if (rest.length < line + 2 + size + 2) break;
			if (size === 0) return true;
			this.bodyBytes += size;
			rest = rest.subarray(line + 2 + size + 2);
		}
		this.#chunked = rest;
		return false;
	}
}
