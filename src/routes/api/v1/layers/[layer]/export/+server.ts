import { Readable } from 'node:stream';
import { exportLayer, ExportQuery } from '#lib/modules/layers/server/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import { queryOf } from '#lib/server/http/query.ts';
import type { RequestEvent } from './$types';

export const _docs: Docs = {
	GET: {
		summary: 'A layer as a file: GeoJSON, GeoPackage, zipped Shapefile or CSV',
		access:
			'Whoever may see the layer. Filters: bbox (west,south,east,north), kind, q (names); crs like EPSG:22992.',
		query: ExportQuery,
		responseTypes: ['application/geo+json', 'application/geopackage+sqlite3', 'application/zip', 'text/csv']
	}
};

export const GET = endpoint(async ({ locals, params, url, request }: RequestEvent) => {
	const query = ExportQuery.parse(queryOf(url, ExportQuery));
	const file = await exportLayer(locals.ctx, params.layer, query, request.signal);
	return new Response(Readable.toWeb(Readable.from(file.content)) as ReadableStream<Uint8Array>, {
		headers: {
			'content-type': file.contentType,
			'content-disposition': `attachment; filename="${file.fileName}"`,
			'cache-control': 'private, no-store'
		}
	});
});
