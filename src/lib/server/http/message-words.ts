import type { ErrorParams } from '#lib/kernel/errors.ts';
import type { Locale } from '#lib/kernel/locale.ts';
import * as messages from '#lib/paraglide/messages.js';

type Message = (params: ErrorParams, options: { locale: Locale }) => string;

/** The words of a message by its key, or undefined when there is none. */
export function wordsOf(key: string, params: ErrorParams, locale: Locale): string | undefined {
	const message = (messages as unknown as Record<string, Message | undefined>)[key];
	return message?.(params, { locale });
}
