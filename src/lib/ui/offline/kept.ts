/** Where inspections wait on a device. */
export const NAME = 'diwan-inspections';

/** Whether this browser ever kept one; true where it cannot tell. Spares everybody else what is asked next. */
export async function everKept(): Promise<boolean> {
	if (!('indexedDB' in globalThis)) return false;
	if (!('databases' in indexedDB)) return true;
	return (await indexedDB.databases().catch(() => [{ name: NAME }])).some(({ name }) => name === NAME);
}
