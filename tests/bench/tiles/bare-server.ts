/**
 * The baseline and our encoder without the application around it: a Node http server, a pool of eight, nothing else.
 * Arguments: port, database URL, `st_asmvt` or `encoder`.
 */
import http from 'node:http';
import pg from 'pg';
import type { LayerDef } from '#lib/kernel/layer.ts';
import { getLayer } from '#lib/modules/layers/rules/index.ts';
import { fieldSql, identifier, tileFields } from '#lib/server/tiles/attributes.ts';
import { buildTile } from '#lib/server/tiles/build.ts';

const [port, url, mode] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: url, max: 8 });

/** The same attributes of the same rows as our tile of that zoom carries. */
function statement(layer: ReturnType<typeof getLayer>, z: number): string {
	const columns = tileFields(layer, z).map((f) => `nullif(${fieldSql(f)}, '') as ${identifier(f.name)}`);
	return `select st_asmvt(t, '${layer.id}', 4096, 'g', 'id') as tile from (
		select ${['id', ...columns].join(', ')},
			st_asmvtgeom(geom_3857, st_tileenvelope($1, $2, $3), 4096, 64, true) as g
		from ${identifier(layer.relation)}
		where geom_3857 && st_tileenvelope($1, $2, $3, margin => 64.0 / 4096)) t`;
}

const wholes = new Map<string, LayerDef>();

/** All features at every zoom, as the baseline has them. */
function whole(layer: LayerDef): LayerDef {
	const known = wholes.get(layer.id);
	if (known) return known;
	const made = { ...layer, tiles: { ...layer.tiles, minZoom: 0, detailZoom: 0 } };
	wholes.set(layer.id, made);
	return made;
}

async function tileOf(id: string, z: number, x: number, y: number): Promise<Buffer> {
	const layer = getLayer(id);
	if (mode === 'encoder') {
		const source = { pool, prepare: true, maxBytes: Infinity, maxFeatures: 100_000_000 };
		return (await buildTile(source, whole(layer), { z, x, y })).data;
	}
	const { rows } = await pool.query({ name: `${id}-${z}`, text: statement(layer, z), values: [z, x, y] });
	return rows[0].tile;
}

http
	.createServer((req, res) => {
		const [, id, z, x, y] = /^\/tiles\/(\w+)\/(\d+)\/(\d+)\/(\d+)/.exec(req.url ?? '') ?? [];
		if (id === undefined) return void res.writeHead(404).end();
		tileOf(id, Number(z), Number(x), Number(y)).then(
			(tile) => {
				res.writeHead(tile.length ? 200 : 204, {
					'content-type': 'application/vnd.mapbox-vector-tile',
					'content-length': String(tile.length)
				});
				res.end(tile);
			},
			(error) => res.writeHead(500).end(String(error))
		);
	})
	.listen(Number(port), '127.0.0.1', () => console.log('ready'));
