/** Holds an embedded database and writes until it is killed, telling its parent each acknowledged row. */
import pg from 'pg';
import { startEmbedded } from '#lib/server/db/embedded.ts';

const embedded = await startEmbedded(process.argv[2]!);
const client = new pg.Client(embedded.connection);
await client.connect();
await client.query('create table if not exists written (n int primary key)');
for (let n = 1; ; n++) {
	await client.query('insert into written values ($1)', [n]);
	process.send?.(n);
}
