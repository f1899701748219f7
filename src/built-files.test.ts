import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { builtFiles } from './built-files.ts';

test('a file that a later build took away is told as gone; what is there, and every page, goes on', async () => {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'diwan-built-'));
	await mkdir(path.join(folder, '_app', 'immutable'), { recursive: true });
	await writeFile(path.join(folder, '_app', 'immutable', 'here.css'), '');
	const front = builtFiles(folder);
	const server = http.createServer((req, res) => front(req, res, () => res.writeHead(204).end()));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const ask = async (name: string) => (await fetch(`http://127.0.0.1:${port}${name}`)).status;
	expect(await ask('/_app/immutable/here.css')).toBe(204);
	expect(await ask('/_app/immutable/gone.css')).toBe(404);
	expect(await ask('/_app/immutable/here.css?v=1')).toBe(204);
	expect(await ask('/map')).toBe(204);
	server.close();
	await rm(folder, { recursive: true });
});
