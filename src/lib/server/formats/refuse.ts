import { DomainError, type ErrorCode, type ErrorParams } from '#lib/kernel/errors.ts';
import type { Problem } from './types.ts';

/** Stops the reading of a file for a reason a person can act on. */
export function refuse(code: ErrorCode, params: ErrorParams = {}, cause?: unknown): never {
	throw new DomainError(code, { params, cause });
}

/** A reason that concerns one record only. */
export function problem(code: ErrorCode, params: ErrorParams = {}): Problem {
	return { code, params };
}
