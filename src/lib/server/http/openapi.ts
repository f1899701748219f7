import { z } from 'zod';
import { ERROR_STATUS } from '#lib/kernel/errors.ts';

/** What one operation of the API is, written beside its handler as `_docs` and checked by the same schemas. */
export interface Operation {
	summary: string;
	/** Who may call it, in words. */
	access?: string;
	query?: z.ZodObject;
	headers?: Record<string, string>;
	body?: z.ZodType;
	/** Content types of the body when it is not JSON. */
	bodyTypes?: string[];
	response?: z.ZodType;
	/** Content types of the answer when it is not JSON. */
	responseTypes?: string[];
	status?: number;
}

export type Docs = Partial<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Operation>>;

/** The OpenAPI 3.1 description of the routes that carry docs. `routes` maps SvelteKit's route ids to them. */
export function describeApi(routes: Record<string, Docs>, { version }: { version: string }): object {
	const paths: Record<string, Record<string, object>> = {};
	for (const [route, docs] of Object.entries(routes).sort(([a], [b]) => (a < b ? -1 : 1))) {
		const path = route.replace(/\[(?:\.\.\.)?(\w+)(?:=\w+)?\]/g, '{$1}');
		for (const [method, operation] of Object.entries(docs))
			(paths[path] ??= {})[method.toLowerCase()] = describe(path, operation);
	}
	return {
		openapi: '3.1.0',
		info: {
			title: 'Diwan',
			version,
			description: 'Every entity and action of Diwan. Geometry is GeoJSON in WGS84 unless a crs is named.'
		},
		servers: [{ url: '/' }],
		paths,
		components: {
			schemas: { Problem: PROBLEM },
			securitySchemes: {
				session: { type: 'apiKey', in: 'cookie', name: 'diwan_session' },
				key: { type: 'http', scheme: 'bearer' }
			}
		}
	};
}

function describe(path: string, o: Operation): object {
	const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
		name,
		in: 'path',
		required: true,
		schema: { type: 'string' }
	}));
	const inQuery = Object.entries(o.query?.shape ?? {}).map(([name, schema]) => ({
		name,
		in: 'query',
		required: !(schema as z.ZodType).safeParse(undefined).success,
		schema: jsonSchema(schema as z.ZodType)
	}));
	const inHeader = Object.entries(o.headers ?? {}).map(([name, description]) => ({
		name,
		in: 'header',
		description,
		schema: { type: 'string' }
	}));
	const content = (types: string[] | undefined, schema: z.ZodType | undefined) =>
		Object.fromEntries(
			(types ?? ['application/json']).map((t) => [t, schema ? { schema: jsonSchema(schema) } : {}])
		);
	return {
		summary: o.summary,
		...(o.access ? { description: o.access } : {}),
		parameters: [...inPath, ...inQuery, ...inHeader],
		...(o.body || o.bodyTypes
			? { requestBody: { required: true, content: content(o.bodyTypes, o.body) } }
			: {}),
		responses: {
			[o.status ?? 200]: {
				description: 'Done',
				...(o.status === 204 ? {} : { content: content(o.responseTypes, o.response) })
			},
			default: {
				description: 'Refused or failed; `code` is stable',
				content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
			}
		}
	};
}

function jsonSchema(schema: z.ZodType): object {
	const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<
		string,
		unknown
	>;
	return rest;
}

const PROBLEM = {
	type: 'object',
	required: ['type', 'title', 'status', 'code', 'detail', 'reference'],
	properties: {
		type: { type: 'string' },
		title: { type: 'string' },
		status: { type: 'integer' },
		code: { type: 'string', enum: Object.keys(ERROR_STATUS) },
		detail: {
			type: 'string',
			description:
				"In the caller's language: the cookie PARAGLIDE_LOCALE; with a key, Accept-Language (ar, en)"
		},
		reference: { type: 'string' },
		errors: {
			type: 'array',
			items: {
				type: 'object',
				properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } }
			}
		},
		at: { type: 'array', items: { type: 'number' }, description: 'A place to look at: longitude, latitude' }
	}
};
