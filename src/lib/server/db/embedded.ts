import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { PoolConfig } from 'pg';
import { DomainError } from '#lib/kernel/errors.ts';
import { DatabaseKeeper } from './embedded-keeper.ts';
import { releaseLock, takeLock } from './lock.ts';

/** A running embedded database: how to connect, and how to let go of it. */
export interface Embedded {
	connection: PoolConfig;
	/** True when another process of this installation runs it and we only share it. */
	shared: boolean;
	stop(): Promise<void>;
}

/**
 * Starts PostGIS in a child process on the data folder, or shares the one that another process of the same
 * installation already runs there (`share`), which the operator's commands do while the application is up.
 * @throws DomainError `already_running` when the folder is held and `share` is false.
 */
export async function startEmbedded(dataDir: string, { share = false } = {}): Promise<Embedded> {
	const socket = await socketAddress(dataDir);
	const taken = await takeLock(dataDir, socket);
	if (taken !== 'taken') {
		if (!share) throw new DomainError('already_running', { params: { folder: dataDir, pid: taken.pid } });
		await reachable(taken.socket);
		return { connection: connectionTo(taken.socket), shared: true, stop: async () => undefined };
	}
	try {
		const keeper = new DatabaseKeeper(dataDir, socket);
		await keeper.start();
		return {
			connection: connectionTo(socket),
			shared: false,
			stop: async () => {
				await keeper.stop();
				releaseLock(dataDir);
			}
		};
	} catch (error) {
		releaseLock(dataDir);
		throw error;
	}
}

/** Unix sockets have short names, so the address stands in the system's temporary folder, closed to others. */
async function socketAddress(dataDir: string): Promise<string> {
	if (process.platform === 'win32') return `tcp:${await freePort()}`;
	const key = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
	const folder = path.join(os.tmpdir(), `diwan-${process.getuid?.() ?? 0}-${key}`);
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	chmodSync(folder, 0o700);
	return path.join(folder, '.s.PGSQL.5432');
}

function connectionTo(socket: string): PoolConfig {
	const where = socket.startsWith('tcp:')
		? { host: '127.0.0.1', port: Number(socket.slice(4)) }
		: { host: path.dirname(socket), port: 5432 };
	return { ...where, user: 'postgres', database: 'postgres', ssl: false };
}

/** Waits until the database of the process that holds the folder answers (it may be starting). */
async function reachable(socket: string, patience = 60_000): Promise<void> {
	const target = socket.startsWith('tcp:')
		? { host: '127.0.0.1', port: Number(socket.slice(4)) }
		: { path: socket };
	for (const until = Date.now() + patience; ;) {
		const ok = await new Promise<boolean>((resolve) => {
			const probe = net.connect(target as net.NetConnectOpts);
			probe.once('connect', () => (probe.destroy(), resolve(true)));
			probe.once('error', () => resolve(false));
		});
		if (ok) return;
		if (Date.now() > until) throw new DomainError('database_unavailable', { params: { reason: socket } });
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = net.createServer();
		probe.once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const { port } = probe.address() as net.AddressInfo;
			probe.close(() => resolve(port));
		});
	});
}
