/** What a guess costs: N = 2^15, r = 8, p = 1 (32 MB, about 0.1 s). Raising it re-hashes a password at its next use. */
export const COST = { ln: 15, r: 8, p: 1 };
