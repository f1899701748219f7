import { createWriteStream } from 'node:fs';
import { access, constants, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { exportLayer, ExportQuery } from '#lib/modules/layers/server/index.ts';
import { Usage, type Command } from './command.ts';

export const exportCommand: Command = {
	name: 'export',
	summary: 'Write a layer to a file: GeoJSON, GeoPackage, Shapefile or CSV',
	usage: `usage: diwan export LAYER --out FILE [--format geojson|gpkg|shp|csv] [--crs EPSG:n]
                    [--bbox W,S,E,N] [--kind KIND] [--q TEXT]

The format follows from the file's ending when --format is absent (.zip is a Shapefile).`,
	async run(args, io) {
		const { values, positionals } = parse(args);
		const [layer] = positionals;
		if (!layer || !values.out) throw new Usage('name the layer and --out FILE');
		const format = values.format ?? FORMAT_OF[values.out.split('.').at(-1)?.toLowerCase() ?? ''];
		const query = ExportQuery.safeParse({ ...values, format });
		if (!format || !query.success)
			throw new Usage('the format is geojson, gpkg, shp or csv; bbox is W,S,E,N');
		// Told before anything is read, and without the name of the half-written file.
		await access(path.dirname(values.out), constants.W_OK);
		const file = await exportLayer(await io.ctx(), layer, query.data, io.signal);
		// A half-written file must not stand under the wanted name.
		const part = `${values.out}.part`;
		let bytes = 0;
		try {
			await pipeline(async function* () {
				for await (const chunk of file.content) {
					bytes += chunk.length;
					io.progress(`${layer}: bytes`, bytes);
					yield chunk;
				}
			}, createWriteStream(part));
			await rename(part, values.out);
		} finally {
			await rm(part, { force: true });
		}
		io.line(`${values.out}: ${bytes} bytes`);
		io.result({ file: values.out, bytes, format });
		return 0;
	}
};

const FORMAT_OF: Record<string, string> = {
	geojson: 'geojson',
	json: 'geojson',
	gpkg: 'gpkg',
	zip: 'shp',
	shp: 'shp',
	csv: 'csv'
};

function parse(args: string[]) {
	const text = { type: 'string' } as const;
	try {
		return parseArgs({
			args,
			allowPositionals: true,
			options: { out: text, format: text, crs: text, bbox: text, kind: text, q: text }
		});
	} catch (error) {
		throw new Usage((error as Error).message);
	}
}
