import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readHolder } from '#lib/server/db/lock.ts';

export interface ApplicationOptions {
	port: number;
	dataDir: string;
	/** Real server; absent: the embedded database. */
	databaseUrl?: string | undefined;
	/** How long a start may take. */
	patience?: number;
}

/** The built application as an operator runs it, to be killed and started again. */
export class Application {
	readonly base: string;
	readonly dataDir: string;
	starts = 0;
	#child: ChildProcess | undefined;
	#words = '';
	readonly #options: ApplicationOptions;

	constructor(options: ApplicationOptions) {
		this.#options = options;
		this.dataDir = options.dataDir;
		this.base = `http://127.0.0.1:${options.port}`;
	}

	/** Starts it and waits until it answers. */
	async start(): Promise<void> {
		const { port, dataDir, databaseUrl, patience = 180_000 } = this.#options;
		const env: NodeJS.ProcessEnv = {
			...process.env,
			...{
				PORT: String(port),
				HOST: '127.0.0.1',
				DIWAN_DATA_DIR: dataDir,
				DIWAN_DEMO: '1',
				LOG_LEVEL: 'error'
			}
		};
		if (databaseUrl) env.DATABASE_URL = databaseUrl;
		else delete env.DATABASE_URL;
		const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/server.ts'], {
			env,
			stdio: ['ignore', 'pipe', 'pipe']
		});
		this.#child = child;
		this.starts++;
		const hear = (chunk: Buffer) => (this.#words = (this.#words + chunk.toString()).slice(-4000));
		child.stdout.on('data', hear);
		child.stderr.on('data', hear);
		for (const until = Date.now() + patience; ; await sleep(100)) {
			if (child.exitCode !== null || Date.now() > until)
				throw new Error(`the application did not start:\n${this.#words}`);
			const ready = await fetch(`${this.base}/readyz`).catch(() => null);
			await ready?.body?.cancel();
			if (ready?.ok) return;
		}
	}

	/** kill -9, as the machine would. */
	async kill(): Promise<void> {
		const child = this.#child;
		if (!child || child.exitCode !== null || child.signalCode !== null) return;
		const gone = once(child, 'exit');
		child.kill('SIGKILL');
		await gone;
	}

	/** kill -9 of the embedded database alone; the application must notice and start it again. */
	async killDatabase(patience = 60_000): Promise<void> {
		const before = readHolder(this.#options.dataDir)?.childPid;
		if (!before) throw new Error('no embedded database to kill');
		process.kill(before, 'SIGKILL');
		for (const until = Date.now() + patience; ; await sleep(50)) {
			if (Date.now() > until) throw new Error(`the database did not come back:\n${this.#words}`);
			if (readHolder(this.#options.dataDir)?.childPid === before) continue;
			const ready = await fetch(`${this.base}/readyz`).catch(() => null);
			await ready?.body?.cancel();
			if (ready?.ok) return;
		}
	}

	/** Ends it properly. */
	async stop(): Promise<void> {
		const child = this.#child;
		if (!child || child.exitCode !== null || child.signalCode !== null) return;
		const gone = once(child, 'exit');
		child.kill('SIGTERM');
		await gone;
	}

	/** Memory of the process now, megabytes; 0 where the machine does not tell. */
	residentMegabytes(): number {
		const place = `/proc/${this.#child?.pid}/status`;
		if (!existsSync(place)) return 0;
		return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(place, 'utf8'))?.[1] ?? 0) / 1024;
	}

	/** Signs a demonstration account in; the cookie outlives the process. */
	async signIn(username: string): Promise<string> {
		const password = readFileSync(path.join(this.#options.dataDir, 'demo-password'), 'utf8').trim();
		const response = await fetch(`${this.base}/api/v1/session`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', origin: this.base },
			body: JSON.stringify({ username, password })
		});
		const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
		if (!response.ok || !cookie)
			throw new Error(`could not sign in: ${response.status} ${await response.text()}`);
		return cookie;
	}
}
