import type { z } from 'zod';
import { DomainError } from '#lib/kernel/errors.ts';

/** Reads input by a schema whose messages are codes. @throws DomainError `invalid_input` with the fields. */
export function readInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
	const parsed = schema.safeParse(input);
	if (parsed.success) return parsed.data;
	throw new DomainError('invalid_input', {
		fields: parsed.error.issues.map((i) => ({
			path: i.path.join('.'),
			code: i.message.startsWith('field_') ? i.message : 'field_wrong'
		}))
	});
}
