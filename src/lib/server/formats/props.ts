/** Sets a property named by a file. Names that reach behind an object are left out. */
export function setProp(target: Record<string, unknown>, name: string, value: unknown): void {
	if (name === '__proto__') return;
	target[name] = value;
}
