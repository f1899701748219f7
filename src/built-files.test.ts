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
	const file = (name: string) => path.join(folder, '_app', 'immutable', name);
	for (const name of ['here.css', 'half.css', 'half.css.br', 'half.css.gz']) await writeFile(file(name), '');
	for (const name of ['icon.svg', 'service-worker.js']) await writeFile(path.join(folder, name), '');
	const front = builtFiles(folder);
	await rm(file('half.css.br'));
	await rm(path.join(folder, 'icon.svg'));
	const server = http.createServer((req, res) =>
		front(req, res, () => res.writeHead(204, { 'x-takes': req.headers['accept-encoding'] ?? 'plain' }).end())
	);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const ask = async (name: string) => (await fetch(`http://127.0.0.1:${port}${name}`)).status;
	expect(await ask('/_app/immutable/here.css')).toBe(204);
	expect(await ask('/_app/immutable/gone.css')).toBe(404);
	expect(await ask('/_app/immutable/here.css?v=1')).toBe(204);
	expect(await ask('/map')).toBe(204);
	expect(await ask('/service-worker.js')).toBe(204);
	expect(await ask('/icon.svg')).toBe(404);
	for (const odd of ['/', '/%', '/_app/..%2ficon.svg', '/feeds/wzdx.geojson'])
		expect(await ask(odd)).toBe(204);
	// Its compressed twin alone is gone: the file itself is asked for.
	const takes = async (name: string) =>
		(await fetch(`http://127.0.0.1:${port}/_app/immutable/${name}`)).headers.get('x-takes');
	expect(await takes('half.css')).toBe('plain');
	expect(await takes('here.css')).toMatch(/br|gzip/);
	server.close();
	await rm(folder, { recursive: true });
});
