import { setProp } from '../props.ts';

/**
 * Properties with nested objects laid out as `outer.inner`, so that every value has a field of its own to be mapped
 * from. Lists become their JSON text. Flat properties are given back as they are.
 */
export function flatten(properties: Record<string, unknown>): Record<string, unknown> {
	if (!Object.values(properties).some((value) => typeof value === 'object' && value !== null))
		return properties;
	const flat: Record<string, unknown> = {};
	lay(properties, '', flat, 0);
	return flat;
}

function lay(from: object, prefix: string, into: Record<string, unknown>, depth: number): void {
	for (const [name, value] of Object.entries(from)) {
		const nested = typeof value === 'object' && value !== null && !Array.isArray(value) && depth < 4;
		if (nested) lay(value as object, `${prefix}${name}.`, into, depth + 1);
		else
			setProp(
				into,
				prefix + name,
				typeof value === 'object' && value !== null ? JSON.stringify(value) : value
			);
	}
}
