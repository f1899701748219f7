import { migrate } from '#lib/server/db/migrate.ts';
import { MIGRATIONS } from '#lib/server/platform.ts';
import type { Command } from './command.ts';

export const migrateCommand: Command = {
	name: 'migrate',
	summary: 'Bring the database schema forward',
	usage: 'usage: diwan migrate',
	async run(_args, io) {
		const { pool } = await io.platform({ migrate: false, feed: false });
		const ran = await migrate(pool, {
			folder: MIGRATIONS,
			onStep: (name, index, total) => io.progress(name, index + 1, total)
		});
		io.line(ran.length ? `ran ${ran.length} migrations` : 'the database is up to date');
		io.result({ ran });
		return 0;
	}
};
