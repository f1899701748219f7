import { vi } from 'vitest';

/** Passwords of database tests cost little to hash; what the installed application spends is told in `bricks.test.ts`. */
vi.mock('#lib/server/auth/password-cost.ts', () => ({ COST: { ln: 6, r: 8, p: 1 } }));
