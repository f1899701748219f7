/**
 * The production entry: database, schema, demonstration data, then HTTP. Devices and tiles are answered in
 * front of SvelteKit: it refuses what devices send, and a tile needs none of what a page needs.
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDomainError } from '#lib/kernel/errors.ts';
import { ensureDemo } from '#lib/modules/demo/server/index.ts';
import { keepNetwork, keepSweeping, keepTellingAreas } from '#lib/modules/excavation/server/index.ts';
import { keepPermits } from '#lib/modules/permits/server/index.ts';
import { readConfig } from '#lib/server/config.ts';
import { errorWords } from '#lib/server/http/words.ts';
import { log } from '#lib/server/log/log.ts';
import { keepMailing } from '#lib/server/mail/index.ts';
import { openPlatform, setPlatform, type Platform } from '#lib/server/platform.ts';
import { ROOT } from '#lib/server/root.ts';
import type { Rounds } from '#lib/server/rounds.ts';
import { build, buildIsStale } from '#lib/server/start/build.ts';
import { demandFreePort } from '#lib/server/start/port.ts';
import { ledOn } from './address.ts';
import { builtFiles } from './built-files.ts';
import { frontDoor } from './front.ts';

type Handler = (req: http.IncomingMessage, res: http.ServerResponse) => void;

let said = '';
/** A line for the person who started us; a step that reports each of its items is told once. */
const say = (text: string) => {
	if (text !== said) process.stdout.write(`${text}\n`);
	said = text;
};

try {
	await start();
} catch (error) {
	const words = isDomainError(error) ? errorWords(error.code, error.params, 'en') : String(error);
	process.stderr.write(`diwan: ${words}\n`);
	process.exit(1);
}

async function start(): Promise<void> {
	const config = readConfig();
	// Whatever fails, the other side must not keep the process or the folder.
	const stale = buildIsStale();
	if (stale) say('building the pages (first start or changed sources) ...');
	const built = stale ? build().then(() => say('pages built')) : Promise.resolve();
	built.catch(() => undefined);
	const platform = await openPlatform(config, {
		onStep: ({ stage, name, index, total }) =>
			say(
				stage === 'database'
					? config.DATABASE_URL
						? 'connecting to the database ...'
						: 'starting the embedded database ...'
					: `schema ${(index ?? 0) + 1}/${total}: ${name}`
			)
	});
	setPlatform(platform);
	try {
		await demandFreePort(config.PORT, config.HOST === 'localhost' ? '127.0.0.1' : config.HOST);
		const accounts = await ensureDemo(platform, { onProgress: say });
		await built;
		const servers = await serve(platform);
		announce(servers, config.HOST);
		for (const line of accounts) say(line);
		process.once('diwan:stop' as never, keepSweeping(platform) as never);
		stopGracefully(servers, platform, [
			keepNetwork(platform),
			keepPermits(platform),
			keepTellingAreas(platform),
			keepMailing(platform)
		]);
	} catch (error) {
		await platform.close();
		throw error;
	}
}

/** Without ORIGIN the office reaches us under any name of this machine, in plain HTTP or behind a proxy that says so. */
async function serve(platform: Platform): Promise<http.Server[]> {
	const { config } = platform;
	if (!config.ORIGIN) process.env.PROTOCOL_HEADER ??= 'x-forwarded-proto';
	process.env.BODY_SIZE_LIMIT ??= `${config.DIWAN_UPLOAD_MB}M`;
	const { handler } = (await import(pathToFileURL(path.join(ROOT, 'build', 'handler.js')).href)) as {
		handler: Handler;
	};
	const front = frontDoor(platform);
	const files = builtFiles(path.join(ROOT, 'build', 'client'));
	const listener: Handler = (req, res) => {
		if (ledOn(req, res)) return;
		if (!config.ORIGIN) req.headers['x-forwarded-proto'] ??= 'http';
		front(req, res, () => files(req, res, () => handler(req, res)));
	};
	// "localhost" means both of its addresses, whichever the browser tries first.
	if (config.HOST !== 'localhost') return [await listen(listener, config.PORT, config.HOST)];
	const first = await listen(listener, config.PORT, '127.0.0.1');
	const second = await listen(listener, portOf(first), '::1').catch(() => undefined);
	return second ? [first, second] : [first];
}

async function listen(listener: Handler, port: number, host: string): Promise<http.Server> {
	const server = http.createServer(listener);
	server.keepAliveTimeout = 65_000;
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, resolve);
	});
	return server;
}

function portOf(server: http.Server): number {
	return (server.address() as AddressInfo).port;
}

function announce([server]: http.Server[], host: string): void {
	const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
	say(`\nDiwan is ready: http://${name}:${portOf(server!)}\n`);
}

function stopGracefully(servers: http.Server[], platform: Platform, rounds: Rounds[]): void {
	let stopping = false;
	const stop = async () => {
		if (stopping) return;
		stopping = true;
		const late = setTimeout(() => servers.forEach((s) => s.closeAllConnections()), 10_000);
		// Open event streams never end by themselves.
		process.emit('diwan:stop' as never);
		await Promise.all(servers.map((s) => new Promise((done) => (s.close(done), s.closeIdleConnections()))));
		clearTimeout(late);
		await Promise.all(rounds.map((r) => r.stop()));
		await platform.close();
		process.exit(0);
	};
	process.on('SIGTERM', () => void stop());
	process.on('SIGINT', () => void stop());
	process.on('unhandledRejection', (error) => log.error('unhandled rejection', { error }));
}
