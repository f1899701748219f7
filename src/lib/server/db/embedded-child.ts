/**
 * The embedded database's own process: PGlite with PostGIS behind its socket server. Started by embedded.ts;
 * it stops by itself when the process that started it is gone, so that a killed application leaves no orphan.
 */
import { PGlite } from '@electric-sql/pglite';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { pgcrypto } from '@electric-sql/pglite/contrib/pgcrypto';
import { postgis } from '@electric-sql/pglite-postgis';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

const [folder, socket] = process.argv.slice(2) as [string, string];

const db = await PGlite.create({ dataDir: folder, extensions: { postgis, pg_trgm, btree_gist, pgcrypto } });
const where = socket.startsWith('tcp:')
	? { host: '127.0.0.1', port: Number(socket.slice(4)) }
	: { path: socket };
const server = new PGLiteSocketServer({ db, ...where, maxConnections: 40 });
await server.start();

let stopping = false;
async function stop(): Promise<void> {
	if (stopping) return;
	stopping = true;
	await server.stop().catch(() => undefined);
	await db.close().catch(() => undefined);
	process.exit(0);
}
process.on('disconnect', () => void stop());
process.on('message', (m) => m === 'stop' && void stop());
// The terminal sends Ctrl C to the whole group: the parent decides when we stop.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => void stop());
process.send?.('ready');
