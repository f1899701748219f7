import type { Icon } from '../icon.ts';

/** One line of a menu: an action, a link, or one of several to choose between. */
export type MenuItem =
	| {
			kind?: 'action';
			label: string;
			icon?: Icon;
			shortcut?: string;
			danger?: boolean;
			disabled?: boolean;
			run: () => void;
	  }
	| { kind: 'link'; label: string; icon?: Icon; href: string; download?: boolean }
	| { kind: 'check'; label: string; checked: boolean; set: (checked: boolean) => void }
	| {
			kind: 'radio';
			label: string;
			value: string;
			options: { value: string; label: string }[];
			set: (value: string) => void;
	  }
	| { kind: 'line' };
