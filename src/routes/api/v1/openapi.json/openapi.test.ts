import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Docs } from '#lib/server/http/openapi.ts';
import { GET } from './+server.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const modules = import.meta.glob<{ _docs?: Docs } & Record<string, unknown>>('../**/+server.ts', {
	eager: true
});
/** What describes the others is described by its own standard. */
const ROUTES = Object.entries(modules).filter(([file]) => file !== './+server.ts');
const pathOf = (file: string) =>
	`/api/v1/${file.slice(3).replace('/+server.ts', '')}`.replace(/\[(?:\.\.\.)?(\w+)(?:=\w+)?\]/g, '{$1}');

/** The parts of OpenAPI 3.1 that we use, closed: a misspelt key would be read by nobody. */
const Types = z.enum(['null', 'boolean', 'object', 'array', 'number', 'integer', 'string']);
const JsonSchema: z.ZodType = z.lazy(() =>
	z.union([
		z.boolean(),
		z.strictObject({
			type: z.union([Types, z.array(Types)]).optional(),
			properties: z.record(z.string(), JsonSchema).optional(),
			patternProperties: z.record(z.string(), JsonSchema).optional(),
			additionalProperties: JsonSchema.optional(),
			propertyNames: JsonSchema.optional(),
			required: z.array(z.string()).optional(),
			items: JsonSchema.optional(),
			prefixItems: z.array(JsonSchema).min(1).optional(),
			anyOf: z.array(JsonSchema).min(1).optional(),
			oneOf: z.array(JsonSchema).min(1).optional(),
			allOf: z.array(JsonSchema).min(1).optional(),
			not: JsonSchema.optional(),
			enum: z.array(z.unknown()).optional(),
			const: z.unknown().optional(),
			default: z.unknown().optional(),
			description: z.string().optional(),
			title: z.string().optional(),
			format: z.string().optional(),
			pattern: z.string().optional(),
			minLength: z.number().int().min(0).optional(),
			maxLength: z.number().int().min(0).optional(),
			minItems: z.number().int().min(0).optional(),
			maxItems: z.number().int().min(0).optional(),
			minimum: z.number().optional(),
			maximum: z.number().optional(),
			exclusiveMinimum: z.number().optional(),
			exclusiveMaximum: z.number().optional(),
			$ref: z.string().optional(),
			$defs: z.record(z.string(), JsonSchema).optional()
		})
	])
);
const Content = z.record(
	z.string().regex(/^[\w.+-]+\/[\w.+*-]+$/),
	z.strictObject({ schema: JsonSchema.optional() })
);
const Operation = z.strictObject({
	summary: z.string().min(3),
	description: z.string().optional(),
	parameters: z.array(
		z.strictObject({
			name: z.string().min(1),
			in: z.enum(['path', 'query', 'header', 'cookie']),
			required: z.boolean().optional(),
			description: z.string().optional(),
			schema: JsonSchema
		})
	),
	requestBody: z.strictObject({ required: z.boolean(), content: Content }).optional(),
	responses: z.record(
		z.string().regex(/^([1-5]\d\d|default)$/),
		z.strictObject({ description: z.string().min(1), content: Content.optional() })
	)
});
const Document = z.strictObject({
	openapi: z.string().regex(/^3\.1\.\d+$/),
	info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
	servers: z.array(z.strictObject({ url: z.string() })),
	paths: z.record(
		z.string().regex(/^\//),
		z.partialRecord(z.enum(['get', 'post', 'put', 'patch', 'delete']), Operation)
	),
	components: z.strictObject({
		schemas: z.record(z.string(), JsonSchema),
		securitySchemes: z.record(z.string(), z.looseObject({ type: z.enum(['apiKey', 'http']) }))
	})
});

const text = await (GET as () => Response)().text();
const document = JSON.parse(text) as z.infer<typeof Document>;

test('every route of the API is described, method by method', () => {
	expect(ROUTES.length).toBeGreaterThan(10);
	for (const [file, module] of ROUTES) {
		const handled = METHODS.filter((method) => method in module).map((m) => m.toLowerCase());
		expect(handled, file).not.toEqual([]);
		expect(Object.keys(document.paths[pathOf(file)] ?? {}).sort(), `_docs of ${file}`).toEqual(
			handled.sort()
		);
	}
	expect(Object.keys(document.paths).sort()).toEqual(ROUTES.map(([file]) => pathOf(file)).sort());
});

test('the description is OpenAPI 3.1', () => {
	const { error } = Document.safeParse(document);
	expect(error ? z.prettifyError(error) : '').toBe('');
});

test('parameters are named once, those of the path all and as required', () => {
	for (const [path, operations] of Object.entries(document.paths))
		for (const [method, { parameters }] of Object.entries(operations)) {
			const at = `${method} ${path}`;
			const names = parameters.map((p) => `${p.in} ${p.name}`);
			expect(new Set(names).size, at).toBe(names.length);
			const inPath = parameters.filter((p) => p.in === 'path');
			expect(inPath.map((p) => p.name).sort(), at).toEqual(
				[...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort()
			);
			expect(
				inPath.every((p) => p.required),
				at
			).toBe(true);
		}
});

test('every reference leads somewhere', () => {
	const resolve = (ref: string) =>
		ref
			.slice(2)
			.split('/')
			.reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], document);
	const references = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((m) => m[1]!);
	expect(references.length).toBeGreaterThan(0);
	for (const ref of references) {
		expect(ref).toMatch(/^#\//);
		expect(resolve(ref), ref).toBeDefined();
	}
});
