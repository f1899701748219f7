import type { Locale } from '#lib/kernel/locale.ts';
import { wordsOf } from '../http/message-words.ts';

/** What an action (`dig.edited`) is called: the message `audit_dig_edited`; undefined when nobody worded it. */
export function actionWords(action: string, locale: Locale): string | undefined {
	return wordsOf(`audit_${plain(action)}`, {}, locale);
}

/** What a subject's type (`dig`) is called: the message `audit_subject_dig`. */
export function subjectWords(type: string, locale: Locale): string | undefined {
	return wordsOf(`audit_subject_${plain(type)}`, {}, locale);
}

function plain(code: string): string {
	return code.replace(/[.-]/g, '_');
}
