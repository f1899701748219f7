import { z } from 'zod';
import { stripBidi } from './bidi.ts';

/**
 * A text that a person writes: without invisible direction controls, which would turn what stands beside it on a
 * screen or a paper round, and without spaces at its ends. Limits come after it: `freeText().min(1).max(200)`.
 */
export const freeText = (params?: string) => z.string(params).overwrite(stripBidi).trim();
