import { z } from 'zod';
import { DomainError, type FieldError } from '#lib/kernel/errors.ts';

/**
 * What was sent, checked by its schema.
 * @throws DomainError `invalid_input` with every wrong field.
 */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
	const parsed = schema.safeParse(input, { reportInput: true });
	if (parsed.success) return parsed.data;
	throw new DomainError('invalid_input', { fields: parsed.error.issues.map(fieldError) });
}

type Issue = z.core.$ZodIssue;

function fieldError(issue: Issue): FieldError {
	return { path: issue.path.join('.'), ...codeOf(issue) };
}

function codeOf(issue: Issue): { code: string; params?: FieldError['params'] } {
	switch (issue.code) {
		case 'invalid_type':
			return { code: issue.input === undefined || issue.input === null ? 'dig_required' : 'dig_wrong_type' };
		case 'too_small':
			if (issue.origin === 'string') return { code: 'dig_required' };
			return { code: 'dig_too_small', params: { limit: Number(issue.minimum) } };
		case 'too_big':
			return {
				code: issue.origin === 'string' ? 'dig_too_long' : 'dig_too_big',
				params: { limit: Number(issue.maximum) }
			};
		case 'invalid_format':
			return { code: issue.format === 'date' ? 'dig_not_a_day' : 'dig_wrong_type' };
		case 'invalid_value':
			return { code: issue.input === undefined ? 'dig_required' : 'dig_unknown_value' };
		case 'unrecognized_keys':
			return {
				code: 'dig_unknown_field',
				params: { names: issue.keys.slice(0, 5).join(', ').slice(0, 200) }
			};
		default:
			return { code: 'dig_wrong_type' };
	}
}
