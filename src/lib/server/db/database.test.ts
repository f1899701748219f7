import net from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { openPool } from './database.ts';

/** Protocol 3: ready, come in, and that a setting was made. */
const READY = [0x5a, 0, 0, 0, 5, 0x49];
const LET_IN = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, ...READY]);
const SET = Buffer.from([0x43, 0, 0, 0, 8, ...Buffer.from('SET\0'), ...READY]);

test('a connection that breaks in use fails its query and nothing else', async () => {
	const server = net.createServer((socket) => {
		socket.once('data', () => {
			socket.write(LET_IN);
			// What the pool says first; then it hangs up.
			socket.once('data', () => {
				socket.write(SET);
				socket.once('data', () => socket.destroy());
			});
		});
		socket.on('error', () => undefined);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as net.AddressInfo;
	const heard: string[] = [];
	const pool = openPool({ host: '127.0.0.1', port, user: 'u', database: 'd' }, (e) => heard.push(e.message));
	// Checked out, as in a transaction: the pool itself does not listen to it.
	const client = await pool.connect();
	await client.query('begin');
	await expect(client.query('select 1')).rejects.toThrow();
	await expect.poll(() => heard.length).toBeGreaterThan(0);
	client.release();
	await pool.end();
	server.close();
});
