import type { z } from 'zod';
import type { ErrorParams } from '#lib/kernel/errors.ts';
import type { Locale } from '#lib/kernel/locale.ts';
import { wordsOf } from './message-words.ts';

type Issue = z.core.$ZodIssue;
type Words = readonly [key: string, params?: ErrorParams];

/** What is wrong with each field, in the caller's language: the first thing of every field, no more. */
export function zodFields(
	issues: readonly Issue[],
	locale: Locale
): { path: string; code: string; message: string }[] {
	const fields = new Map<string, { path: string; code: string; message: string }>();
	for (const issue of issues) {
		const path = issue.path.join('.');
		if (fields.has(path)) continue;
		const [key, params = {}] = wordsFor(issue);
		const message = wordsOf(`error_${key}`, params, locale) ?? wordsOf('error_field_wrong', {}, locale)!;
		fields.set(path, { path, code: issue.code, message });
	}
	return [...fields.values()];
}

function wordsFor(issue: Issue): Words {
	// A schema may name the words itself: `.regex(…, 'field_code')`.
	if (/^field_[a-z_]+$/.test(issue.message)) return [issue.message];
	switch (issue.code) {
		case 'invalid_type':
			return typeWords(issue);
		case 'too_small':
		case 'too_big':
			return limitWords(issue);
		case 'invalid_format':
			return [FORMATS[issue.format] ?? 'field_form'];
		case 'invalid_value':
			return ['field_one_of', { values: some(issue.values.map(String)) }];
		case 'not_multiple_of':
			return ['field_multiple', { step: issue.divisor.toString() }];
		case 'unrecognized_keys':
			return ['field_unknown_names', { names: some(issue.keys) }];
		default:
			return ['field_wrong'];
	}
}

const FORMATS: Record<string, string> = {
	date: 'field_day',
	datetime: 'field_moment',
	email: 'field_email'
};

const TYPES: Record<string, string> = {
	string: 'field_text',
	number: 'field_number',
	int: 'field_whole',
	bigint: 'field_whole',
	boolean: 'field_flag',
	array: 'field_list',
	tuple: 'field_list',
	object: 'field_object',
	record: 'field_object',
	date: 'field_date'
};

function typeWords(issue: z.core.$ZodIssueInvalidType): Words {
	// Without `reportInput` zod tells only in its text that nothing was sent.
	if (/received (undefined|null)$/.test(issue.message)) return ['field_required'];
	return [TYPES[issue.expected] ?? 'field_wrong'];
}

function limitWords(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): Words {
	const small = issue.code === 'too_small';
	const limit = String(small ? issue.minimum : issue.maximum);
	switch (issue.origin) {
		case 'string':
			if (small && limit === '1') return ['field_required'];
			return [small ? 'field_min_characters' : 'field_max_characters', { limit }];
		case 'array':
		case 'set':
			return [small ? 'field_min_items' : 'field_max_items', { limit }];
		case 'number':
		case 'int':
		case 'bigint':
			if (issue.inclusive === false) return [small ? 'field_above' : 'field_below', { limit }];
			return [small ? 'field_min' : 'field_max', { limit }];
		default:
			return ['field_wrong'];
	}
}

/** A list short enough to read. */
function some(values: readonly string[]): string {
	const shown = values.slice(0, 12).join(', ').slice(0, 200);
	return values.length > 12 ? `${shown}, …` : shown;
}
