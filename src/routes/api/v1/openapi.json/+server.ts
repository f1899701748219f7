import { version } from '../../../../../package.json';
import { describeApi, type Docs } from '#lib/server/http/openapi.ts';

const modules = import.meta.glob<{ _docs?: Docs }>('../**/+server.ts', { eager: true });

const routes = Object.fromEntries(
	Object.entries(modules)
		.filter(([, m]) => m._docs)
		.map(([file, m]) => [`/api/v1/${file.slice(3).replace(/\/\+server\.ts$/, '')}`, m._docs!])
);
const text = JSON.stringify(describeApi(routes, { version }));

/** The API's description, generated from the schemas that validate it. */
export const GET = () =>
	new Response(text, {
		headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache' }
	});
