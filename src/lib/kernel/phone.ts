import { stripBidi, toLatinDigits } from './bidi.ts';

export interface PhoneNumber {
	kind: 'mobile' | 'landline' | 'short';
	/** `+201001234567`; short numbers (`16528`) have no international form and stay as they are. */
	number: string;
}

// Area codes without the trunk 0. Cairo has eight digits after it, everywhere else seven.
const AREAS =
	/^(?:2[0-9]{8}|(?:3|13|15|40|45|46|47|48|50|55|57|62|64|65|66|68|69|82|84|86|88|92|93|95|96|97)[0-9]{7})$/;

/** Reads an Egyptian number as people type it (any digits, +20, 0020 or the leading 0); null when it is none. */
export function parsePhone(text: string): PhoneNumber | null {
	const typed = toLatinDigits(stripBidi(text)).replace(/[\s().\-/]/g, '');
	if (/^(?:1[0-9]{2}|1[5-9][0-9]{3})$/.test(typed)) return { kind: 'short', number: typed };
	const national =
		/^(?:\+20|0020|0)([1-9][0-9]+)$/.exec(typed)?.[1] ?? /^20([1-9][0-9]{9})$/.exec(typed)?.[1];
	if (!national) return null;
	if (/^1[0125][0-9]{8}$/.test(national)) return { kind: 'mobile', number: `+20${national}` };
	return AREAS.test(national) ? { kind: 'landline', number: `+20${national}` } : null;
}
