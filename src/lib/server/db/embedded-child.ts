/**
 * The embedded database's own process: PGlite with PostGIS behind a gateway for many connections. Started by embedded.ts;
 * it stops by itself when the process that started it is gone, so that a killed application leaves no orphan.
 */
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto';
import { postgis } from '@electric-sql/pglite-postgis';
import { createGateway } from './embedded-gateway.ts';
import { postgisBundle } from './postgis-bundle.ts';

const [folder, socket] = process.argv.slice(2) as [string, string];

const db = await PGlite.create({
	dataDir: folder,
	extensions: { postgis: { ...postgis, setup: slimPostgis }, pg_trgm, btree_gist, pgcrypto }
});
const server = createGateway(db);
await new Promise<void>((resolve, reject) => {
	server.once('error', reject);
	if (socket.startsWith('tcp:')) server.listen(Number(socket.slice(4)), '127.0.0.1', resolve);
	else server.listen(socket, resolve);
});

async function slimPostgis(...given: Parameters<typeof postgis.setup>) {
	return { ...(await postgis.setup(...given)), bundlePath: postgisBundle() };
}

let stopping = false;
async function stop(): Promise<void> {
	if (stopping) return;
	stopping = true;
	server.close();
	await db.close().catch(() => undefined);
	process.exit(0);
}
process.on('disconnect', () => void stop());
process.on('message', (m) => m === 'stop' && void stop());
// The terminal sends Ctrl C to the whole group: the parent decides when we stop.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => void stop());
process.send?.('ready');
