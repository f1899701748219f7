import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'fallback'];
const MANIFEST = path.resolve('.svelte-kit/output/server/manifest-full.js');

interface Manifest {
	_: {
		nodes: (() => Promise<{ server?: { actions?: Record<string, unknown> } }>)[];
		routes: {
			id: string;
			page: { leaf: number } | null;
			endpoint: (() => Promise<Record<string, unknown>>) | null;
		}[];
	};
}

/**
 * Everything that the production build answers, as `METHOD /route`: pages as GET, their form actions as
 * `POST /route?/action`, endpoints by the methods they export. Read from the build's own manifest, so that a route
 * nobody thought of cannot hide.
 */
export async function builtRoutes(): Promise<string[]> {
	if (!existsSync(MANIFEST)) throw new Error('build first: npm run build');
	const { manifest } = (await import(pathToFileURL(MANIFEST).href)) as { manifest: Manifest };
	const found: string[] = [];
	for (const route of manifest._.routes) {
		const id = route.id.replace(/\/\([^)]+\)/g, '') || '/';
		if (route.page) {
			found.push(`GET ${id}`);
			const leaf = await manifest._.nodes[route.page.leaf]!();
			for (const action of Object.keys(leaf.server?.actions ?? {}))
				found.push(action === 'default' ? `POST ${id}` : `POST ${id}?/${action}`);
		}
		if (route.endpoint) {
			const module = await route.endpoint();
			for (const method of METHODS) if (method in module) found.push(`${method} ${id}`);
		}
	}
	// A page and an endpoint may share an address.
	return [...new Set(found)].sort();
}
