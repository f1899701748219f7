import { sql } from 'kysely';
import { LAYERS } from '#lib/modules/layers/rules/index.ts';
import type { Command } from './command.ts';
import { IMPORTABLE } from './importable.ts';

export const layerList: Command = {
	name: 'layer list',
	summary: 'List the layers and how many features each holds',
	usage: 'usage: diwan layer list',
	async run(_args, io) {
		const { db } = await io.platform();
		const rows = [];
		for (const layer of LAYERS) {
			const { rows: counted } = await sql<{
				n: string;
			}>`select count(*) as n from ${sql.table(layer.relation)}`.execute(db);
			rows.push({
				id: layer.id,
				geometry: layer.geometry,
				features: Number(counted[0]?.n),
				importable: IMPORTABLE.includes(layer.id)
			});
		}
		for (const r of rows)
			io.line(
				`${r.id.padEnd(20)} ${r.geometry.padEnd(8)} ${String(r.features).padStart(9)}${r.importable ? '' : '  (not importable)'}`
			);
		io.result(rows);
		return 0;
	}
};
