import { z } from 'zod';
import { stripBidi } from './bidi.ts';

/** Half of a letter, which no document keeps. A NUL is left for the database to refuse. */
const HALVES = /\p{Surrogate}/gu;
/** Spaces, and what takes no space at all: within a word it may join or part letters, at an end it says nothing. */
const BLANK_ENDS = /^[\s\u00ad\u200b-\u200d\u2060]+|[\s\u00ad\u200b-\u200d\u2060]+$/g;

/**
 * A text that a person writes: without invisible direction controls, which would turn what stands beside it on a
 * screen or a paper round, without halves of letters, and without blanks at its ends, seen or not. Limits come after
 * it: `freeText().min(1).max(200)`.
 */
export const freeText = (params?: string) =>
	z.string(params).overwrite((text) => stripBidi(text).replace(HALVES, '').replace(BLANK_ENDS, ''));
