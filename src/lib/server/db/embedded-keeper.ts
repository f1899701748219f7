import { fork, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { DomainError } from '#lib/kernel/errors.ts';
import { log } from '../log/log.ts';
import { ROOT } from '../root.ts';
import { recordChild } from './lock.ts';

/** Keeps the database child running: one that was killed or ran out of memory is started again on its folder. */
export class DatabaseKeeper {
	#child: ChildProcess | undefined;
	#stopping = false;
	#again: Promise<void> | undefined;
	readonly #dataDir: string;
	readonly #socket: string;

	constructor(dataDir: string, socket: string) {
		this.#dataDir = dataDir;
		this.#socket = socket;
	}

	async start(): Promise<void> {
		const child = await startChild(this.#dataDir, this.#socket);
		this.#child = child;
		recordChild(this.#dataDir, { pid: process.pid, childPid: child.pid ?? 0, socket: this.#socket });
		const gone = () => {
			this.#child = undefined;
			if (!this.#stopping) this.#again = this.#restart();
		};
		if (child.exitCode !== null || child.signalCode !== null) gone();
		else child.once('exit', gone);
	}

	async stop(): Promise<void> {
		this.#stopping = true;
		await this.#again;
		if (this.#child) await stopChild(this.#child);
	}

	async #restart(): Promise<void> {
		for (let wait = 100; !this.#stopping; wait = Math.min(wait * 2, 10_000)) {
			await new Promise((resolve) => setTimeout(resolve, wait));
			try {
				if (!this.#stopping) return await this.start();
			} catch (error) {
				log.error('the embedded database does not start again', { error });
			}
		}
	}
}

async function startChild(dataDir: string, socket: string): Promise<ChildProcess> {
	if (!socket.startsWith('tcp:')) rmSync(socket, { force: true });
	const script = path.join(ROOT, 'src/lib/server/db/embedded-child.ts');
	const child = fork(script, [path.join(dataDir, 'db'), socket], {
		stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
		execArgv: ['--disable-warning=ExperimentalWarning']
	});
	let complaint = '';
	child.stderr?.on('data', (chunk: Buffer) => (complaint = (complaint + chunk.toString()).slice(-4000)));
	await new Promise<void>((resolve, reject) => {
		child.once('message', () => resolve());
		child.once('error', reject);
		child.once('exit', (code) =>
			reject(
				new DomainError('database_unavailable', { params: { reason: complaint.trim() || `exit ${code}` } })
			)
		);
	});
	child.removeAllListeners('exit');
	return child;
}

async function stopChild(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const gone = new Promise((resolve) => child.once('exit', resolve));
	child.send('stop', () => undefined);
	const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
	await gone;
	clearTimeout(late);
}
