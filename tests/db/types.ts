/** Writes src/lib/server/db/schema.ts from a freshly migrated database (`npm run db:types`). */
import { generateTypes } from './generate-types.ts';
import { testPlatform } from './support.ts';

const p = await testPlatform();
try {
	await generateTypes(p);
} finally {
	await p.close();
}
