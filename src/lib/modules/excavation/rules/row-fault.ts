import { DomainError, ERROR_STATUS, type ErrorCode, type FieldError } from '#lib/kernel/errors.ts';

/** What is wrong with a row of a file: the one thing by its own code, several as `invalid_input`. */
export function rowFault(fields: FieldError[]): DomainError {
	const [first, second] = fields;
	if (first && !second && first.code in ERROR_STATUS)
		return new DomainError(first.code as ErrorCode, { params: first.params ?? {}, fields });
	return new DomainError('invalid_input', { fields });
}
