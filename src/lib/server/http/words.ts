import type { ErrorParams } from '#lib/kernel/errors.ts';
import * as messages from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/kernel/locale.ts';

type Message = (params: ErrorParams, options: { locale: Locale }) => string;

/** The words of a message by its key, or undefined when there is none. */
export function wordsOf(key: string, params: ErrorParams, locale: Locale): string | undefined {
	const message = (messages as unknown as Record<string, Message | undefined>)[key];
	return message?.(params, { locale });
}

/** What an error code says to a person, in their language. */
export function errorWords(code: string, params: ErrorParams, locale: Locale): string {
	return wordsOf(`error_${code}`, params, locale) ?? wordsOf('error_internal', {}, locale) ?? code;
}
