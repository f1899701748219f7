import type { Component } from 'svelte';

/** An icon as the icon library exports it: `import Layers from '@lucide/svelte/icons/layers'`. */
export type Icon = Component<{
	size?: number | string;
	strokeWidth?: number | string;
	class?: string;
	'aria-hidden'?: boolean | 'true' | 'false';
}>;
