import { DomainError, type FieldError } from '#lib/kernel/errors.ts';

/** What the database's constraints say about what was asked. */
const REFUSALS: Record<string, () => DomainError> = {
	person_username_key: () => field('already_exists', { path: 'username', code: 'field_taken' }),
	person_contact_email: () => field('already_exists', { path: 'email', code: 'field_taken' }),
	person_contact_national_id_hmac_key: () =>
		field('already_exists', { path: 'nationalId', code: 'field_taken' }),
	unit_code_key: () => field('already_exists', { path: 'code', code: 'field_taken' }),
	unit_no_circle: () => field('conflict', { path: 'parent', code: 'field_circle' }),
	assignment_once: () => field('already_exists', { path: 'role', code: 'field_held_already' }),
	assignment_period: () => field('invalid_input', { path: 'to', code: 'field_period' }),
	assignment_delegation: () => field('invalid_input', { path: 'username', code: 'field_choice' }),
	assignment_within_own: () => field('forbidden', { path: 'role', code: 'field_not_own' }),
	assignment_unit_id_fkey: () => field('not_found', { path: 'unitId', code: 'field_choice' }),
	assignment_person_id_fkey: () => field('not_found', { path: 'username', code: 'field_choice' })
};

/** Runs a change; a refusal by a constraint becomes the error that names the field. */
export async function named<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		const refusal = REFUSALS[(error as { constraint?: string }).constraint ?? ''];
		throw refusal ? refusal() : error;
	}
}

function field(code: DomainError['code'], wrong: FieldError): DomainError {
	return new DomainError(code, { fields: [wrong] });
}
