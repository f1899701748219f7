import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '#lib/server/root.ts';
import type { TileAddress } from '#lib/server/tiles/address.ts';
import { familyOf } from './processor-time.ts';

export interface Running {
	pid: number;
	port: number;
	path(layer: string, tile: TileAddress): string;
	stop(): Promise<void>;
}

const BARE = fileURLToPath(new URL('./bare-server.ts', import.meta.url));
const plainPath = (layer: string, { z, x, y }: TileAddress) => `/tiles/${layer}/${z}/${x}/${y}.mvt`;

/** Node with ST_AsMVT, or with our encoder, and nothing around it. */
export async function startBare(mode: 'st_asmvt' | 'encoder', port: number, url: string): Promise<Running> {
	const child = spawn(process.execPath, [BARE, String(port), url, mode], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	await answers(port, child);
	return { pid: child.pid!, port, path: plainPath, stop: () => stop(child) };
}

/** The application as an operator starts it. */
export async function startApplication(
	port: number,
	database: { url: string } | { folder: string },
	cacheMegabytes: number
): Promise<Running> {
	const child = spawn(process.execPath, startArguments(), {
		cwd: ROOT,
		stdio: ['ignore', 'ignore', 'inherit'],
		env: {
			...process.env,
			DATABASE_URL: 'url' in database ? database.url : '',
			// Eight for tiles, as the others have, and one that listens for changes.
			DATABASE_POOL: '9',
			DIWAN_TILE_CACHE_MB: String(cacheMegabytes),
			DIWAN_DATA_DIR: 'folder' in database ? database.folder : path.join(ROOT, 'bench-results', 'data'),
			DIWAN_DEMO: '0',
			HOST: '127.0.0.1',
			PORT: String(port),
			LOG_LEVEL: 'error'
		}
	});
	await answers(port, child, 300_000);
	return { pid: child.pid!, port, path: plainPath, stop: () => stop(child) };
}

/** What `npm start` gives to Node: the memory it may take is part of it. */
function startArguments(): string[] {
	const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
	return (scripts as { start: string }).start.split(' ').slice(1);
}

const MAPSERV = '/usr/bin/mapserv';
const LIGHTTPD = '/usr/sbin/lighttpd';

/** MapServer 8 under lighttpd, or undefined when either is not installed. */
export async function startMapServer(port: number, url: string): Promise<Running | undefined> {
	if (!existsSync(MAPSERV) || !existsSync(LIGHTTPD)) return undefined;
	const folder = mkdtempSync(path.join(os.tmpdir(), 'diwan-mapserver-'));
	const file = (name: string, text: string) => {
		writeFileSync(path.join(folder, name), text);
		return path.join(folder, name);
	};
	const map = file('diwan.map', mapFile(url));
	const settings = file('mapserver.conf', `CONFIG\n\tMAPS\n\t\tDIWAN "${map}"\n\tEND\nEND\n`);
	const config = file(
		'lighttpd.conf',
		`server.modules = ("mod_fastcgi")
server.document-root = "${folder}"
server.bind = "127.0.0.1"
server.port = ${port}
fastcgi.server = ("/mapserv" => ((
	"socket" => "${folder}/mapserv.socket", "bin-path" => "${MAPSERV}", "check-local" => "disable",
	"max-procs" => 8, "bin-environment" => ("MAPSERVER_CONFIG_FILE" => "${settings}"))))
`
	);
	const child = spawn(LIGHTTPD, ['-D', '-f', config], { stdio: ['ignore', 'ignore', 'inherit'] });
	await answers(port, child);
	const tilePath = (layer: string, { z, x, y }: TileAddress) =>
		`/mapserv?map=DIWAN&mode=tile&tilemode=gmap&tile=${x}+${y}+${z}&layers=${layer}&map.imagetype=mvt`;
	return { pid: child.pid!, port, path: tilePath, stop: () => stopFamily(child) };
}

function mapFile(url: string): string {
	const { hostname, port, username, password, pathname } = new URL(url);
	const connection = [
		`host=${hostname}`,
		`port=${port || 5432}`,
		`user=${decodeURIComponent(username)}`,
		...(password ? [`password=${decodeURIComponent(password)}`] : []),
		`dbname=${pathname.slice(1)}`
	].join(' ');
	return `MAP
	NAME "diwan"
	PROJECTION "init=epsg:3857" END
	WEB METADATA "ows_enable_request" "*" END END
	OUTPUTFORMAT NAME "mvt" DRIVER "MVT" FORMATOPTION "EXTENT=4096" FORMATOPTION "EDGE_BUFFER=64" END
	LAYER
		NAME "buildings"
		TYPE POLYGON
		STATUS ON
		CONNECTIONTYPE POSTGIS
		CONNECTION "${connection}"
		PROCESSING "CLOSE_CONNECTION=DEFER"
		DATA "geom_3857 from (select id, name_ar, name_en, kind, props ->> 'floors' as floors, geom_3857 from buildings) as t using unique id using srid=3857"
		PROJECTION "init=epsg:3857" END
		METADATA "gml_include_items" "name_ar,name_en,kind,floors" "gml_featureid" "id" END
		TEMPLATE "none"
		CLASS END
	END
END
`;
}

async function answers(port: number, child: ChildProcess, patience = 30_000): Promise<void> {
	for (const until = Date.now() + patience; ;) {
		if (child.exitCode !== null) throw new Error(`the server on port ${port} stopped at once`);
		const there = await fetch(`http://127.0.0.1:${port}/`).then(
			() => true,
			() => false
		);
		if (there) return;
		if (Date.now() > until) throw new Error(`nothing answers on port ${port}`);
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
}

/** lighttpd leaves what it started behind. */
async function stopFamily(child: ChildProcess): Promise<void> {
	const family = familyOf(child.pid!);
	await stop(child);
	for (const pid of family.slice(1))
		try {
			process.kill(pid);
		} catch {
			// It went by itself.
		}
}

async function stop(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null) return;
	const gone = new Promise((resolve) => child.once('exit', resolve));
	child.kill('SIGTERM');
	const late = setTimeout(() => child.kill('SIGKILL'), 15_000);
	await gone;
	clearTimeout(late);
}
