import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { MIGRATIONS } from '#lib/server/platform.ts';

/** The official schemas; they do not belong to the project, so what needs them is skipped without them. */
const SCHEMAS = path.resolve(MIGRATIONS, '../../shared/schemas/wzdx');
export const hasWzdxSchemas = existsSync(path.join(SCHEMAS, '4.2', 'WorkZoneFeed.json'));

/** The official judgement of a feed: the errors by the schema of WZDx 4.2. */
export function wzdxValidator(): (feed: unknown) => string[] {
	// The schemas describe properties beside `oneOf`, which strict mode frowns upon.
	const ajv = new Ajv({ strict: false, allErrors: true });
	addFormats(ajv);
	for (const folder of ['geojson-schemas', '4.2'])
		for (const file of readdirSync(path.join(SCHEMAS, folder)))
			ajv.addSchema(JSON.parse(readFileSync(path.join(SCHEMAS, folder, file), 'utf8')));
	const validate = ajv.getSchema(
		'https://raw.githubusercontent.com/usdot-jpo-ode/wzdx/main/schemas/4.2/WorkZoneFeed.json'
	);
	if (!validate) throw new Error('the schema of the feed is not there');
	return (feed) =>
		validate(feed)
			? []
			: (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`);
}

/** The official example feeds. */
export function wzdxExamples(): { name: string; feed: unknown }[] {
	const folder = path.join(SCHEMAS, 'examples');
	return readdirSync(folder).map((name) => ({
		name,
		feed: JSON.parse(readFileSync(path.join(folder, name), 'utf8'))
	}));
}
