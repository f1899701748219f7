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

/** The messages that word the codes of some details, by the beginning of their keys. */
const CODES: Readonly<Record<string, string>> = {
	method: 'auth_method_',
	network: 'excavation_network_',
	state: 'excavation_state_',
	step: 'excavation_step_',
	answer: 'excavation_answer_',
	role: 'auth_role_'
};

/** What was written down beside an action, in words: `الشبكة: غاز`. What nobody worded stands as it was written. */
export function detailWords(detail: Record<string, unknown>, locale: Locale): string {
	const told = Object.entries(detail).filter(([, value]) => value !== null && value !== '');
	return told.map(([key, value]) => `${nameOf(key, locale)}: ${valueWords(key, value, locale)}`).join(' · ');
}

const nameOf = (key: string, locale: Locale) => wordsOf(`audit_detail_${plain(key)}`, {}, locale) ?? key;

function valueWords(key: string, value: unknown, locale: Locale): string {
	const comma = locale === 'ar' ? '، ' : ', ';
	if (typeof value === 'boolean') return wordsOf(value ? 'map_yes' : 'map_no', {}, locale) ?? String(value);
	if (Array.isArray(value)) return value.map((v) => valueWords(key, v, locale)).join(comma);
	if (typeof value === 'object' && value !== null)
		return Object.entries(value)
			.map(([name, inner]) => `${nameOf(name, locale)} ${valueWords(name, inner, locale)}`)
			.join(comma);
	const words = CODES[key] && wordsOf(`${CODES[key]}${plain(String(value))}`, {}, locale);
	return words || String(value);
}

function plain(code: string): string {
	return code.replace(/[.-]/g, '_');
}
