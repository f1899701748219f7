import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

interface Metrics {
	registry: Registry;
	requests: Counter<'route' | 'method' | 'status'>;
	seconds: Histogram<'route'>;
	tiles: Counter<'layer' | 'result'>;
	tileSeconds: Histogram<'result'>;
}

const KEY = Symbol.for('diwan.metrics');

/** The process's metrics: one set, although the server entry and the built pages are separate bundles. */
export function metrics(): Metrics {
	const holder = globalThis as { [KEY]?: Metrics };
	return (holder[KEY] ??= create());
}

function create(): Metrics {
	const registry = new Registry();
	collectDefaultMetrics({ register: registry, prefix: 'diwan_' });
	const registers = [registry];
	return {
		registry,
		requests: new Counter({
			name: 'diwan_http_requests_total',
			help: 'HTTP requests by route, method and status',
			labelNames: ['route', 'method', 'status'],
			registers
		}),
		seconds: new Histogram({
			name: 'diwan_http_request_seconds',
			help: 'Duration of HTTP requests by route',
			labelNames: ['route'],
			buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
			registers
		}),
		tiles: new Counter({
			name: 'diwan_tiles_total',
			help: 'Vector tiles by layer and result (hit, miss, empty, not_modified, refused)',
			labelNames: ['layer', 'result'],
			registers
		}),
		tileSeconds: new Histogram({
			name: 'diwan_tile_seconds',
			help: 'Duration of vector tile requests by result',
			labelNames: ['result'],
			buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1],
			registers
		})
	};
}
